import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { endpoints } from '@gongdan/contract';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { worldFile } from '../world.ts';

interface Received {
  readonly status: number | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly bytes: Buffer;
}

onEveryDatabase('The regions', (stores) => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ store: await stores.place(), company: worldFile });
  });
  after(() => app.close());

  /** Returns the answer with its bytes as they came through the socket. `fetch` would decompress them. */
  async function receive(headers: Record<string, string>): Promise<Received> {
    const url = app.url + endpoints.get_region.path;
    const sent = request(url, { headers: { token: await app.token(), ...headers } });
    return new Promise((resolve, reject) => {
      sent.on('error', reject);
      sent.on('response', async (response) => {
        const chunks = await response.toArray();
        resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(chunks) });
      });
      sent.end();
    });
  }

  test('are those of mainland China unless the company has its own', async () => {
    const { items } = await app.done('get_region', {});
    assert.equal(items.length, 31);
    const beijing = items[0]!;
    assert.deepEqual([beijing.id, beijing.name], ['11', '北京市']);
    assert.deepEqual(beijing.regions?.[0]?.regions?.[0]?.regions?.[0], { id: '110101001', name: '东华门街道' });
  });

  test('are the same answer in every encoding', async () => {
    const plain = await receive({ 'accept-encoding': 'identity' });
    const brotli = await receive({ 'accept-encoding': 'gzip, br' });
    const zipped = await receive({ 'accept-encoding': 'gzip' });
    assert.equal(brotli.headers['content-encoding'], 'br');
    assert.equal(zipped.headers['content-encoding'], 'gzip');
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.ok(brotlied(brotli).equals(plain.bytes));
    assert.ok(gunzipSync(zipped.bytes).equals(plain.bytes));
    assert.ok(brotli.bytes.length < 300_000);
  });

  test('are not sent again to a client that has them', async () => {
    const { headers } = await receive({ 'accept-encoding': 'br' });
    const again = await receive({ 'accept-encoding': 'br', 'if-none-match': String(headers.etag) });
    assert.deepEqual([again.status, again.bytes.length], [304, 0]);
    const other = await receive({ 'accept-encoding': 'br', 'if-none-match': 'W/"other"' });
    assert.equal(other.status, 200);
  });

  test('are those of the company file, and tickets then have its codes', async () => {
    const before = (await receive({})).headers.etag;
    await loadOwnTree([{ id: '10001', name: '安徽省', regions: [{ id: '10032', name: '安庆市' }] }]);
    const { items } = await app.done('get_region', {});
    assert.deepEqual(items, [{ id: '10001', name: '安徽省', regions: [{ id: '10032', name: '安庆市' }] }]);
    const after = await receive({ 'accept-encoding': 'br' });
    assert.notEqual(after.headers.etag, before);
    assert.equal(JSON.parse(brotlied(after).toString()).ret_code, '000000');

    const ticket = {
      companyid: app.companyId,
      ticket_title: '上门',
      ticket_content: '上门检测',
      ticket_typeid: 'repair_lock_battery',
      ticket_from: '1',
    };
    const warranty = { fieldid: 'warranty', field_value: 'in_warranty' };
    const placed = (codes: string) => ({
      ...ticket,
      extend_fields: [warranty, { fieldid: 'region', field_value: codes }],
    });
    const { item } = await app.done('save_user_ticket', placed('10001,10032'));
    const detail = await app.done('get_ticket_by_id', { ticketid: item.ticketid });
    const region = detail.item.extend_fields_list.find((one) => one.fieldid === 'region');
    assert.deepEqual([region?.field_value, region?.field_text], ['10001,10032', '安徽省/安庆市']);
    await app.refused('save_user_ticket', placed('11,1101'), '400401');
  });

  function brotlied({ bytes }: Received): Buffer {
    return brotliDecompressSync(bytes);
  }

  async function loadOwnTree(tree: object): Promise<void> {
    const { db, snapshots } = app.server.context;
    await db.write(app.companyId, async ({ query, afterCommit }) => {
      await query
        .insertInto('region_tree')
        .values({ company_id: app.companyId, tree: JSON.stringify(tree) })
        .execute();
      afterCommit(() => snapshots.drop(app.companyId));
    });
  }
});
