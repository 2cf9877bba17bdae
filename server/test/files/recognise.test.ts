import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Database } from '../../src/db/database.ts';
import { recogniseFiles } from '../../src/files/recognise.ts';
import { onEveryDatabase } from '../databases.ts';

const ours = 'a'.repeat(32);
const theirs = 'b'.repeat(32);

onEveryDatabase('addresses of files', (stores) => {
  let database: Database;
  before(async () => {
    database = await stores.open();
    const file = { name: '发票.pdf', media_type: 'application/pdf', size: 1, sha256: '', created_at: 0 };
    await database.write('c1', ({ query }) =>
      query
        .insertInto('attachment')
        .values([
          { company_id: 'c1', id: ours, ...file },
          { company_id: 'c2', id: theirs, ...file },
        ])
        .execute(),
    );
  });

  const recognise = (...addresses: string[]) => recogniseFiles(database.query, 'c1', addresses);

  test('of the company are recognised, whatever public address the server had', async () => {
    const stored = { id: ours, name: '发票.pdf' };
    const addresses = [`https://a.example/files/${ours}/x.pdf`, `http://b.example/desk/files/${ours}/x.pdf`];
    assert.deepEqual(await recognise(...addresses), [stored, stored]);
  });

  test('of another company, and of no company, are links', async () => {
    for (const id of [theirs, 'c'.repeat(32)]) {
      const url = `https://a.example/files/${id}/x.pdf`;
      assert.deepEqual(await recognise(url), [{ url, name: 'x.pdf' }]);
    }
  });

  test('on other servers are links, named by the last part of their path', async () => {
    const names = {
      'https://img.example/console/微信图片_2019.jpg': '微信图片_2019.jpg',
      'https://img.example/a%20b.tar.gz?sign=x.y/z': 'a b.tar.gz',
      'https://img.example/C++%2050%2541.pdf': 'C++ 50%41.pdf',
      'https://img.example/%B7%A2%C6%B1.pdf': '发票.pdf',
      'https://img.example/photo%E2%80%AEgpj%00%0A.exe': 'photogpj.exe',
      'https://img.example/%FF.pdf': '%FF.pdf',
      'https://img.example/%zz': '%zz',
      'nothing like an address': 'nothing like an address',
    };
    for (const [url, name] of Object.entries(names)) assert.deepEqual(await recognise(url), [{ url, name }]);
  });
});
