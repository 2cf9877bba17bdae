import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Client } from '@gongdan/client';
import { acmeClient, furnish, openTicket } from '../../operating/commands/acme.ts';
import { type LoggedServer, serveLogged } from '../../operating/commands/logged-server.ts';
import { inFolder } from '../scratch.ts';

/** A change to the data folder of a running server. */
type Strike = (data: string) => void;

const remove =
  (...names: string[]): Strike =>
  (data) => {
    for (const name of names) rmSync(join(data, name));
  };

/** Makes a strike that replaces the named file, like `mv`, by one that `make` has written. */
const replace =
  (name: string, make: (data: string, copy: string) => void): Strike =>
  (data) => {
    const copy = join(data, '..', `other-${name}`);
    make(data, copy);
    renameSync(copy, join(data, name));
  };

const olderCopy =
  (name: string) =>
  (data: string, copy: string): void =>
    cpSync(join(data, '..', 'older', name), copy);

describe('a server whose log is removed loses nothing that it acknowledged', () => {
  for (const names of [['gongdan.db-wal'], ['gongdan.db-shm'], ['gongdan.db-wal', 'gongdan.db-shm']]) {
    test(`when ${names.join(' and ')} is removed under load`, () => strikeUnderLoad(remove(...names)));
  }

  test('when no client writes any more', () =>
    inInstallation(async (data) => {
      const server = await serveManned(data);
      const titles = [await openTitled(server, 'before')];
      remove('gongdan.db-wal')(data);
      await demandRefusing(server, /gongdan\.db-wal was removed or replaced under the server/);
      await killAndDemand(server, data, titles as string[]);
    }));
});

describe('a server whose files are replaced loses nothing that it acknowledged', () => {
  test('when an older log takes the place of its own', () =>
    strikeUnderLoad(replace('gongdan.db-wal', olderCopy('gongdan.db-wal'))));

  test('when an older store takes the place of its own', () =>
    strikeUnderLoad(replace('gongdan.db', olderCopy('gongdan.db'))));

  test('when a file that is no store takes the place of its store', () =>
    strikeUnderLoad(replace('gongdan.db', (_data, copy) => writeFileSync(copy, 'not a store'))));

  test('and moves the other store aside', () =>
    inInstallation(async (data) => {
      const server = await serveManned(data);
      replace('gongdan.db', olderCopy('gongdan.db'))(data);
      await server.logged(/What lay in its place is now .*gongdan\.db\.displaced-1\. Restart the server/);
      assert.equal(await server.stop('SIGTERM'), 0);
      assert.ok(existsSync(join(data, 'gongdan.db.displaced-1')));
    }));
});

describe('a server whose store or folder is removed loses nothing that it acknowledged', () => {
  test('when its store is removed under load', () => strikeUnderLoad(remove('gongdan.db')));

  test('when all files of its store are removed under load', () =>
    strikeUnderLoad(remove('gongdan.db', 'gongdan.db-wal', 'gongdan.db-shm')));

  test('when its store is renamed', () =>
    strikeUnderLoad((data) => renameSync(join(data, 'gongdan.db'), join(data, 'renamed.db'))));

  test('when its data folder is moved, and the store with it', () =>
    strikeUnderLoad(
      (data) => renameSync(data, `${data}-moved`),
      (data) => `${data}-moved`,
      /The data folder was moved under the server\. Everything acknowledged is in .*data-moved\/gongdan\.db/,
    ));

  test('when its data folder is removed with the key', () =>
    strikeUnderLoad(
      (data) => rmSync(data, { recursive: true }),
      (data) => data,
      /key was removed under the server and is put back/,
    ));
});

/**
 * Strikes while clients write, and asserts that the server then refuses writes and has lost nothing. `whereAfter`
 * returns the folder of the store after the strike. `alsoLogged` is a line that the server must log.
 */
async function strikeUnderLoad(
  strike: Strike,
  whereAfter = (data: string) => data,
  alsoLogged = /holds everything acknowledged/,
): Promise<void> {
  await inInstallation(async (data) => {
    const server = await serveManned(data);
    const acknowledged = await writeUntilRefused(server, () => strike(data));
    await demandRefusing(server, alsoLogged);
    await killAndDemand(server, whereAfter(data), acknowledged);
    assert.deepEqual(
      readdirSync(whereAfter(data)).filter((name) => name.endsWith('.rescued')),
      [],
    );
  });
}

/** Runs the body with an installation. The folder `older` next to it has an older copy of its store. */
function inInstallation(body: (data: string) => Promise<void>): Promise<void> {
  return inFolder(async (folder) => {
    const data = join(folder, 'data');
    mkdirSync(data);
    await furnish(data);
    const former = await serveManned(data);
    await openTicket(former.client, 'older');
    cpSync(data, join(folder, 'older'), { recursive: true, filter: (path) => !path.endsWith('socket') });
    await former.stop('SIGKILL');
    await body(data);
  });
}

/** A server with a client that has a token already, because a server that accepts no writes gives no tokens. */
type Manned = LoggedServer & { readonly client: Client };

async function serveManned(data: string): Promise<Manned> {
  const server = await serveLogged(data);
  const client = acmeClient(server.url);
  await client.query_groups();
  return { ...server, client };
}

/** Opens a ticket and returns its title if it was acknowledged. */
async function openTitled({ client }: Manned, title: string): Promise<string | undefined> {
  try {
    await openTicket(client, title);
    return title;
  } catch {
    return undefined;
  }
}

/** Writes with eight clients, strikes after forty acknowledged tickets, and returns the titles of all acknowledged. */
async function writeUntilRefused(server: Manned, strike: () => void): Promise<string[]> {
  const acknowledged: string[] = [];
  const { client } = server;
  let stricken = false;
  const write = async (name: number) => {
    for (let n = 0; n < 5000; n++) {
      const title = `${name}-${n}`;
      try {
        await openTicket(client, title);
      } catch {
        return;
      }
      acknowledged.push(title);
      if (acknowledged.length >= 40 && !stricken) {
        stricken = true;
        strike();
      }
    }
    throw new Error('writing went on');
  };
  await Promise.all(Array.from({ length: 8 }, (_, name) => write(name)));
  return acknowledged;
}

async function demandRefusing(server: Manned, alsoLogged: RegExp): Promise<void> {
  await server.logged(/was removed or replaced under the server: it takes no more writes/);
  // The sentence differs with the fault: these words begin it or stand within it.
  await server.logged(/[Ee]verything acknowledged/);
  await server.logged(alsoLogged);
  const ready = await fetch(`${server.url}/readyz`);
  assert.equal(ready.status, 503);
  assert.deepEqual(await ready.json(), { ready: false, reason: 'store_displaced' });
  assert.equal(await openTitled(server, 'after'), undefined);
  assert.ok((await titlesOn(server)).includes('older'), 'reading goes on');
}

/** Kills the server, starts another on what is left, and asserts that it has every acknowledged ticket. */
async function killAndDemand(server: Manned, data: string, acknowledged: readonly string[]): Promise<void> {
  await server.stop('SIGKILL');
  const next = await serveManned(data);
  const found = new Set(await titlesOn(next));
  assert.deepEqual(
    acknowledged.filter((title) => !found.has(title)),
    [],
  );
  await openTicket(next.client, 'writing goes on');
  assert.equal((await fetch(`${next.url}/readyz`)).status, 200);
  assert.equal(await next.stop('SIGTERM'), 0);
}

async function titlesOn({ client }: Manned): Promise<string[]> {
  const day = (offset: number) =>
    new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 19).replace('T', ' ');
  const titles: string[] = [];
  for (let page = 1; ; page++) {
    const { items, page_count } = await client.query_tickets({
      create_start_datetime: day(-1),
      create_end_datetime: day(1),
      page_no: page,
      page_size: 100,
    });
    titles.push(...items.map(({ ticket_title }) => ticket_title));
    if (page >= page_count) return titles;
  }
}
