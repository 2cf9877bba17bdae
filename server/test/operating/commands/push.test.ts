import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Receiver, startReceiver } from '../../push/receiver.ts';
import { acme, acmeClient, furnish, openTicket } from './acme.ts';
import { gongdan, startServing } from './gongdan.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongdan-push-'));
const data = join(folder, 'data');
const local = { GONGDAN_PUSH_ALLOW: '127.0.0.0/8' };

interface Line {
  readonly [key: string]: unknown;
  readonly messageId: string;
  readonly position: number;
}

describe('gongdan push', () => {
  let receiver: Receiver;
  let server: Awaited<ReturnType<typeof startServing>>;
  let tickets: string[];
  before(async () => {
    receiver = await startReceiver();
    await furnish(data, `pushes: [{ pushid: w1, url: "${receiver.url}?access_token=s3cret" }]\n`);
    server = await startServing(data, local);
    const client = acmeClient(server.url);
    tickets = [await openTicket(client, '一'), await openTicket(client, '二')];
    await receiver.got(2);
  });
  after(async () => {
    await server.stop('SIGTERM');
    await receiver.close();
    rmSync(folder, { recursive: true });
  });

  const push = (...args: string[]) => gongdan(['push', ...args, '--data', data], local);

  /** Runs the command and returns its lines of JSON. */
  async function lines(...args: string[]): Promise<Line[]> {
    const { code, out, error } = await push(...args);
    assert.equal(code, 0, error);
    return out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line);
  }

  test('list prints the selected deliveries, newest first', async () => {
    const ids = async (...args: string[]) => (await lines('list', acme, ...args)).map(({ ticketId }) => ticketId);
    assert.deepEqual(await ids(), tickets.toReversed());
    assert.deepEqual(await ids('--limit', '1'), tickets.slice(1));
    assert.deepEqual(await ids('--ticket', tickets[0]!), tickets.slice(0, 1));
    assert.deepEqual(await ids('--endpoint', 'w2'), []);
    assert.deepEqual(await ids('--state', 'given_up'), []);
    assert.deepEqual(await ids('--to', '2020-01-01 00:00:00'), []);
  });

  test('show prints a message with its tries', async () => {
    const [delivery] = await lines('list', acme, '--limit', '1');
    const { code, out } = await push('show', acme, delivery!.messageId);
    const message = JSON.parse(out) as { body: string; deliveries: { tries: { number: number }[] }[] };
    assert.equal(code, 0);
    assert.equal(JSON.parse(message.body).ticket_title, '二');
    assert.equal(message.deliveries[0]?.tries[0]?.number, 1);
  });

  test('replay sends the selected messages again, and all of them only with --all', async () => {
    const [delivery] = await lines('list', acme, '--limit', '1');
    const before = receiver.received.length;
    assert.deepEqual(await lines('replay', acme, '--message', delivery!.messageId), [{ replayed: 1 }]);
    const again = (await receiver.got(before + 1)).at(-1)!;
    assert.equal(again.headers['webhook-id'], delivery!.messageId);
    const vague = await push('replay', acme);
    assert.equal(vague.code, 2);
    assert.match(vague.error, /select messages, or give --all/);
    assert.deepEqual(await lines('replay', acme, '--all'), [{ replayed: 2 }]);
    await receiver.got(before + 3);
  });

  test('since prints messages in order, after a position', async () => {
    const all = await lines('since', acme);
    assert.deepEqual(
      all.map(({ body }) => JSON.parse(String(body)).ticket_title),
      ['一', '二'],
    );
    assert.deepEqual(await lines('since', acme, '--limit', '1'), all.slice(0, 1));
    assert.deepEqual(await lines('since', acme, '--after', String(all[0]!.position)), all.slice(1));
  });

  test('test sends a made-up message, and exits with 1 when it is not accepted', async () => {
    const [outcome] = await lines('test', acme, 'w1');
    assert.equal(outcome!.accepted, true);
    receiver.behave((response) => response.writeHead(500).end());
    const refused = await push('test', acme, 'w1');
    receiver.behave((response) => response.writeHead(200).end());
    assert.deepEqual([refused.code, JSON.parse(refused.out).accepted], [1, false]);
  });

  test('pause, resume and rotate print the new state, and the address stays masked', async () => {
    assert.deepEqual(await lines('pause', acme, 'w1'), [{ state: 'paused' }]);
    const [endpoint] = await lines('endpoints', acme);
    assert.deepEqual([endpoint!.pushid, endpoint!.state], ['w1', 'paused']);
    assert.match(String(endpoint!.url), /\?access_token=\*\*\*$/);
    assert.deepEqual(await lines('resume', acme, 'w1'), [{ state: 'active' }]);
    const [rotated] = await lines('rotate', acme, 'w1');
    assert.match(String(rotated!.secret), /^whsec_/);
  });

  test('prints a sentence when a company, endpoint or message does not exist', async () => {
    for (const args of [
      ['list', 'nobody'],
      ['show', acme, 'm'],
      ['pause', acme, 'w9'],
    ]) {
      const { code, out, error } = await push(...args);
      assert.deepEqual([code, out], [1, ''], args.join(' '));
      assert.match(error, /no such/);
    }
  });

  test('works on the store itself when no server runs', async () => {
    await server.stop('SIGTERM');
    assert.equal((await lines('list', acme)).length, 2);
    assert.deepEqual(await lines('pause', acme, 'w1'), [{ state: 'paused' }]);
  });
});
