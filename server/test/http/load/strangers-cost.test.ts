import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { endpoints } from '@gongdan/contract';
import { inFolder } from '../../faults/scratch.ts';
import { furnish, serve } from '../../faults/strike/serving.ts';
import { ask } from '../wire.ts';

const connections = 24;
const mebibyte = 2 ** 20;
const { path } = endpoints.save_user;

const multipart = 'multipart/form-data; boundary=x';
const parts = `${'--x\r\ncontent-disposition: form-data; name=a\r\n\r\nb\r\n'.repeat(18_000)}--x--`;
const keys = `{${Array.from({ length: 80_000 }, (_, n) => `"k${n}":1`).join(',')}}`;

/** Parsing one of these bodies took 170 to 280 ms; dropping it takes about 1 ms. */
test(
  `${connections} connections that send 1 MB of parts or keys without a token cost at most three times what 1 MB of nothing costs`,
  {
    timeout: 120_000,
  },
  () =>
    inFolder(async (data) => {
      await furnish({ data });
      const server = await serve({ data });
      try {
        const cost = async (type: string, body: string) => {
          const sized = body.padEnd(mebibyte - 1).slice(0, mebibyte - 1);
          const before = ranMs(server.pid);
          const headers = { 'content-type': type };
          const answers = await Promise.all(
            Array.from({ length: connections }, () => ask(server.url, { method: 'POST', path, headers, body: sized })),
          );
          for (const { text } of answers) assert.match(text, /"ret_code":"900001"/);
          return (ranMs(server.pid) - before) / connections;
        };
        const nothing = () => cost('application/octet-stream', '\0'.repeat(mebibyte));
        // The first round warms the code up.
        await nothing();
        const [ofNothing, ofParts, ofKeys] = [
          await nothing(),
          await cost(multipart, parts),
          await cost('application/json', keys),
        ];
        for (const [what, ms] of Object.entries({ ofParts, ofKeys })) {
          assert.ok(ms < 3 * ofNothing, `${what} took ${ms.toFixed(1)} ms each, nothing ${ofNothing.toFixed(1)} ms`);
        }
      } finally {
        await server.kill();
      }
    }),
);

/** Returns how many milliseconds the main thread has run so far. */
function ranMs(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
}
