import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { createClient, sign } from '@gongdan/client';
import { gongdan, startServing } from '../../operating/commands/gongdan.ts';
import { companyWith } from '../company.ts';
import { documentedAnswer, type Receiver, startReceiver } from '../receiver.ts';
import { blocksOf } from './page.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongdan-page-'));
const environment = { GONGDAN_DATA: join(folder, 'data'), GONGDAN_PUSH_ALLOW: '127.0.0.0/8' };
const [applying, asking, repeating] = blocksOf('sh').map((block) => block.replaceAll('\\\n', '').trim().split('\n'));
const companyId = /companyid: (\w+)/.exec(blocksOf('yaml')[0]!)![1]!;

describe('the commands on the page about pushes', () => {
  let receiver: Receiver;
  let server: Awaited<ReturnType<typeof startServing>>;
  before(async () => {
    receiver = await startReceiver((response) => response.end(documentedAnswer));
    const first = join(folder, 'first.json');
    writeFileSync(first, JSON.stringify(companyWith([])));
    assert.equal((await gongdan(['apply', first], environment)).code, 0);
    const url = 'https://erp.example.com/gongdan';
    writeFileSync(join(folder, 'company.yaml'), blocksOf('yaml')[0]!.replace(url, receiver.url));
    server = await startServing(environment.GONGDAN_DATA, environment);
  });
  after(async () => {
    await server?.stop('SIGTERM');
    await receiver?.close();
    rmSync(folder, { recursive: true });
  });

  /** Runs a line of the page, and returns what it printed. */
  async function run(line: string): Promise<string> {
    const [npx, program, ...args] = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
    assert.deepEqual([npx, program], ['npx', 'gongdan']);
    const inFolder = args.map((arg) => (arg === 'company.yaml' ? join(folder, arg) : arg));
    const { code, out, error } = await gongdan(inFolder, environment);
    assert.equal(code, 0, `${line}: ${error}`);
    return out;
  }

  it('set up an endpoint, give it a secret, and push a test', async () => {
    const [, rotated, tested] = [await run(applying![0]!), await run(applying![1]!), await run(applying![2]!)];
    assert.match(rotated!, /"secret": ?"whsec_/);
    assert.match(tested!, /"accepted": ?true/);
    assert.match(String(receiver.received.at(-1)!.headers['webhook-signature']), /^v1,/);
    assert.equal(applying!.length, 3);
  });

  it('list messages with a token alone', async () => {
    const client = createClient({ baseUrl: server.url, appid: '1', appKey: '2' });
    await client.save_user_ticket({
      companyid: companyId,
      userid: 'u1',
      ticket_title: '空调不制冷',
      ticket_content: '<p>昨天开始</p>',
      ticket_typeid: 'c2',
      ticket_from: '1',
    });
    await receiver.got(2);
    const [all, givenUp, ...others] = asking!;
    assert.deepEqual(
      (await ask(all!)).items.map(({ messageid }) => messageid),
      [receiver.received.at(-1)!.headers['webhook-id']],
    );
    assert.deepEqual((await ask(givenUp!)).items, []);
    assert.deepEqual(others, []);
  });

  /** Runs a line with curl, and returns the answer of the server. */
  async function ask(line: string): Promise<{ ret_code: string; items: { messageid?: string }[] }> {
    const time = String(Math.floor(Date.now() / 1000));
    const signed = { appid: '1', create_time: time, sign: sign('1', time, '2') };
    const response = await fetch(`${server.url}/api/get_token?${new URLSearchParams(signed)}`);
    const { item } = (await response.json()) as { item: { token: string } };
    const command = line.replace('http://127.0.0.1:7070', server.url);
    const child = spawn('bash', ['-c', command], { env: { ...process.env, TOKEN: item.token } });
    const answer = JSON.parse(await text(child.stdout));
    assert.equal(answer.ret_code, '000000', answer.ret_msg);
    return answer;
  }

  it('show a message and send it again', async () => {
    const id = String(receiver.received.at(-1)!.headers['webhook-id']);
    const [list, show, replay, ...others] = repeating!;
    assert.equal(await run(list!), '');
    assert.ok((await run(show!.replace(/\w{32}$/, id))).includes(id));
    assert.match(await run(replay!), /"replayed": ?1/);
    const again = await receiver.got(3);
    assert.equal(again.at(-1)!.headers['webhook-id'], id);
    assert.deepEqual(others, []);
  });
});
