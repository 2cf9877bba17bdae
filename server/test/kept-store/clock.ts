/**
 * Loaded before a recorded server, so that its days pass in seconds: its wall clock starts at `KEPT_STORE_CLOCK`
 * (milliseconds UTC), runs at the usual pace, and is set anew by each message of the parent process.
 */
const real = Date.now;
let ahead = Number(process.env.KEPT_STORE_CLOCK) - real();

Date.now = () => real() + ahead;

// Processes that the server starts have messages of their own.
if (process.argv[1]?.endsWith('gongdan.mjs')) {
  process.on('message', (at: number) => {
    ahead = at - real();
    process.send?.('set');
  });
  process.channel?.unref();
}
