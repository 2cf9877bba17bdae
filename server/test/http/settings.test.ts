import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { world } from '../world.ts';
import { ask } from './wire.ts';

const publicUrl = 'https://tickets.example';
const minute = 60_000;

onEveryDatabase('a server with settings of its own', (stores) => {
  let app: TestApp;
  let token: string;
  before(async () => {
    const settings = {
      publicUrl,
      tokenSkewMs: '1m',
      bodyLimit: '2KiB',
      uploadLimit: '4KiB',
      uploadNameLimit: '10',
    };
    app = await startApp({ store: await stores.place(), settings });
    token = await app.token();
  });
  after(() => app.close());

  const upload = async (size: number, name: string) => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(size)]), name);
    const answer = await fetch(`${app.url}/api/ws/5/ticket/upload_file`, {
      method: 'POST',
      headers: { token },
      body: form,
    });
    const body = (await answer.json()) as { ret_code: string; item?: { file_url: string } };
    return { status: answer.status, ...body };
  };

  test('gives addresses of files that begin with its public url', async () => {
    const { item } = await upload(10, 'a.txt');
    assert.match(item?.file_url ?? '', /^https:\/\/tickets\.example\/files\/[0-9a-f]{32}\/a\.txt$/);
    const here = item!.file_url.replace(publicUrl, app.url);
    assert.equal((await (await fetch(here)).arrayBuffer()).byteLength, 10);
  });

  test('accepts a sign for as long as its setting says', async () => {
    const codeAt = async (ms: number) => {
      const create_time = String(app.now() + ms);
      const sign = createHash('md5').update(`${world.appId}${create_time}${world.appKey}`).digest('hex');
      const given = { appid: world.appId, create_time, sign };
      return (await app.call('get_token', given, { token: null })).body.ret_code;
    };
    assert.deepEqual(await Promise.all([-minute, minute].map(codeAt)), ['000000', '000000']);
    assert.deepEqual(await Promise.all([-minute - 1, minute + 1].map(codeAt)), ['900003', '900003']);
  });

  test('accepts files and names as long as its settings say', async () => {
    assert.equal((await upload(4096, 'most.bin')).status, 200);
    const { status, ret_code } = await upload(4097, 'more.bin');
    assert.deepEqual([status, ret_code], [413, '400014']);
    assert.equal((await upload(1, '名'.repeat(6).concat('.txt'))).ret_code, '000000');
    assert.equal((await upload(1, '名'.repeat(7).concat('.txt'))).ret_code, '400014');
  });

  test('accepts bodies as long as its settings say', async () => {
    const filled = (size: number) => `{"user_nick":"full"${' '.repeat(size - 20)}}`;
    const post = (body: string) =>
      ask(app.url, { method: 'POST', path: '/api/crm/5/user/save_user', headers: { token }, body });
    assert.equal((await post(filled(2048))).body().ret_code, '000000');
    const more = await post(filled(2049));
    assert.deepEqual([more.status, more.body().ret_code], [413, '400014']);
  });
});
