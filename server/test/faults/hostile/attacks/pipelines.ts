import { type Attack, verdict } from '../attack.ts';
import { openLine } from '../line.ts';
import { callOf, requestOf } from '../request.ts';
import { becomes } from '../target.ts';

/** Sends requests before the answers to earlier ones. */
export const pipelines: Attack = {
  name: 'pipelined requests',
  does: '20 connections send 300 requests each at once, every tenth without a token; 300 more connections hang up before the answers',
  async attack(server) {
    // Not 1,000: with so many the process held 1 GB. Node reads all requests of a packet at once, and every answer is
    // held until those before it are sent.
    const count = server.many(300, 100);
    const kinds = [
      requestOf('/livez'),
      callOf('get_data_dict', {}, { token: 'nobody' }),
      callOf('get_timezone', {}, { token: server.token }),
    ];
    const bytes = Buffer.concat(
      Array.from({ length: count }, (_, n) => kinds[n % 2 === 0 ? 0 : n % 10 === 1 ? 1 : 2]!),
    );
    const lines = Array.from({ length: 20 }, () => openLine(server, bytes));
    const answers = () => lines.map(({ heard }) => heard().split('HTTP/1.1 ').length - 1);
    await becomes(() => answers().every((n) => n === count), 20_000);
    const got = answers();
    const codes = lines.map(({ heard }) =>
      [...heard().matchAll(/"live":true|"ret_code":"(\d+)"/g)].map(([, code = 'live']) => code),
    );
    const isInOrder = codes.every((line) =>
      line.every((code, n) => code === codeOf(n) || (code === refused && n % 2 === 1)),
    );
    for (const { socket } of lines) socket.destroy();
    for (let n = 0; n < server.many(300, 30); n += 1) {
      const { socket } = openLine(server, bytes);
      socket.once('connect', () => setImmediate(() => socket.resetAndDestroy()));
    }
    const counts = Map.groupBy(codes.flat(), (code) => code);
    const saw = [...counts].map(([code, { length }]) => `${length} × ${code}`).join(', ');
    return verdict(`${got.reduce((sum, n) => sum + n, 0)} of ${20 * count} were answered: ${saw}`, {
      'all are answered': got.every((n) => n === count),
      'in their order': isInOrder,
    });
  },
};

/** The code of overload, with which some of so many simultaneous calls may be refused. */
const refused = '999999';

/** Returns what the n-th request of a connection must be answered; 900002 is an expired or unknown token. */
function codeOf(n: number): string {
  if (n % 2 === 0) return 'live';
  return n % 10 === 1 ? '900002' : '000000';
}
