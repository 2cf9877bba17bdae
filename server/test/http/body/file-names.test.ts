import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consoleEndpoints } from '@gongdan/contract/console';
import { startApp, type TestApp } from '../../app.ts';
import { type Browser, browserOf } from '../../console/browser.ts';
import { agentTicket, openTicket } from '../../contract/scene.ts';
import { onEveryDatabase } from '../../databases.ts';
import { worldFile } from '../../world.ts';
import { uploadPath } from '../real-server.ts';
import { ask } from '../wire.ts';

const multipart = { 'content-type': 'multipart/form-data; boundary=edge' };
/** 发票 in GB18030, and 運, whose second byte in GB18030 is a backslash. */
const gbInvoice = '\xb7\xa2\xc6\xb1';
const gbTransport = '\xdf\x5c';

/** The names of a file as clients send them, one character a byte → the name that is stored. */
const kept: Readonly<Record<string, string>> = {
  'filename="C++ notes.pdf"': 'C++ notes.pdf',
  'filename="50%41.txt"': '50%41.txt',
  'filename="a%22b.txt"': 'a%22b.txt',
  'filename="x%0d%0ay.txt"': 'x%0d%0ay.txt',
  'filename="it\'s (1) a*.txt"': "it's (1) a*.txt",
  'filename="a \\"quoted\\".txt"': 'a "quoted".txt',
  'filename=plain.txt': 'plain.txt',
  'filename="C:\\scans\\one.txt"': 'one.txt',
  [`filename="${latin('发票 1.txt')}"`]: '发票 1.txt',
  [`filename="${gbInvoice}.txt"`]: '发票.txt',
  [`filename="${gbInvoice}${gbTransport}"`]: '发票運',
  'filename="=?UTF-8?Q?=E5=8F=91?="; filename*=UTF-8\'\'%E5%8F%91%E7%A5%A8.txt': '发票.txt',
  'filename*=UTF-8\'zh\'%E5%8F%91%E7%A5%A8.txt; filename="__.txt"': '发票.txt',
  "filename*=gb18030''%B7%A2%C6%B1.txt": '发票.txt',
  "filename*=GBK''%B7%A2%C6%B1.txt": '发票.txt',
  "filename*=iso-8859-1'en'caf%E9.txt": 'café.txt',
  'filename="known.txt"; filename*=klingon\'\'x.txt': 'known.txt',
  [`filename="${latin('photo\u202egpj.exe')}"`]: 'photogpj.exe',
  [`filename="${latin('\u061c\u200e\u200fa\u2066b\u2069\u0085\u007f\t.txt')}"`]: 'ab.txt',
  [`filename="${latin('\u202e')}"`]: 'file',
  'filename="  a b.txt "': 'a b.txt',
  [`filename="${latin('\u3000发票.txt\u202e ')}"`]: '发票.txt',
  'filename="   "': 'file',
  'flag; filename="after a flag.txt"': 'after a flag.txt',
  'filename="known too.txt"; filename*=UTF-8\'\'': 'known too.txt',
};

const refused = [
  'filename="\xff\xfe.txt"',
  "filename*=UTF-8''%B7%A2.txt",
  "filename*=gb18030''%FF.txt",
  "filename*=UTF-8''a%00b",
];

onEveryDatabase('the name of a file', (stores) => {
  let app: TestApp;
  let token: string;
  let agent: Browser;
  before(async () => {
    app = await startApp({ store: await stores.place(), company: worldFile });
    token = await app.token();
    agent = await browserOf(app, 'liwei');
  });
  after(() => app.close());

  const bodyOf = (names: string) =>
    Buffer.from(`--edge\r\nContent-Disposition: form-data; name="f"; ${names}\r\n\r\nx\r\n--edge--\r\n`, 'latin1');
  const upload = (names: string) =>
    ask(app.url, { method: 'POST', path: uploadPath, headers: { token, ...multipart }, body: bodyOf(names) });
  const uploadInConsole = (names: string) =>
    fetch(app.url + consoleEndpoints.uploadFile.path, {
      method: 'POST',
      headers: { ...multipart, origin: app.url, cookie: agent.cookie, 'x-csrf-token': agent.csrfToken },
      body: bodyOf(names),
    });

  /** Returns the name under which a browser saves the file. */
  async function savedName(address: string): Promise<string> {
    const { headers } = await fetch(address);
    const encoded = /filename\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~%-]*)$/.exec(headers.get('content-disposition') ?? '');
    assert.ok(encoded, headers.get('content-disposition') ?? address);
    return decodeURIComponent(encoded[1]!);
  }

  for (const [names, name] of Object.entries(kept)) {
    test(`is ${JSON.stringify(name)} for ${JSON.stringify(names)}, in every answer and when it is saved`, async () => {
      const { item } = (await upload(names)).body() as { item: { file_url: string } };
      const ticketid = await openTicket(app, { ...agentTicket, file_str: item.file_url });
      const detail = await app.done('get_ticket_by_id', { ticketid });
      assert.equal(detail.item.file_list[0]!.file_name, name);
      assert.equal(await savedName(item.file_url), name);
      const shown = (await (await uploadInConsole(names)).json()) as { name: string; address: string };
      assert.equal(shown.name, name);
      assert.equal(await savedName(new URL(shown.address, app.url).href), name);
    });
  }

  for (const names of refused) {
    test(`is refused with 400014 when it cannot be read: ${JSON.stringify(names)}`, async () => {
      assert.match((await upload(names)).text, /"400014".*file/);
      assert.equal((await uploadInConsole(names)).status, 422);
    });
  }

  test('holds no control character or direction mark, even in an altered address', async () => {
    const address = await app.upload('upload_file', new Uint8Array([1]), 'a.txt');
    assert.equal(await savedName(address.replace('a.txt', 'photo%E2%80%AEgpj.exe')), 'photogpj.exe');
  });

  test('does not break the answer when an earlier part cannot be read', async () => {
    const body = Buffer.from(`--edge\r\nContent-Disposition: form-data; name="\xff"\r\n\r\nx\r\n`, 'latin1');
    const whole = Buffer.concat([body, bodyOf('filename="a.txt"')]);
    const headers = { token, ...multipart };
    assert.match((await ask(app.url, { method: 'POST', path: uploadPath, headers, body: whole })).text, /"400014"/);
  });
});

/** Returns the UTF-8 bytes of a text, each as one character. */
function latin(text: string): string {
  return Buffer.from(text).toString('latin1');
}
