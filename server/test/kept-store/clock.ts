/**
 * Loaded before the server that is recorded, so that its days pass in seconds. The server's wall clock starts at
 * `KEPT_STORE_CLOCK` (milliseconds UTC), runs at normal speed, and is set by each message of the parent process.
 */
const real = Date.now;
let ahead = Number(process.env.KEPT_STORE_CLOCK) - real();

Date.now = () => real() + ahead;

// Only in the server itself, because child processes receive other messages.
if (process.argv[1]?.endsWith('gongdan.mjs')) {
  process.on('message', (at: number) => {
    ahead = at - real();
    process.send?.('set');
  });
  process.channel?.unref();
}
