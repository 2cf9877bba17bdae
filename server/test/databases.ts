import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import pg from 'pg';
import type { Database } from '../src/db/database.ts';
import { type DatabaseOptions, openDatabase } from '../src/db/open.ts';
import { reasonVariable, serverVariable, startPostgres, type TestServer } from './databases-setup.ts';

/** Where a store lies, as `openDatabase` takes it. */
export type Where = { readonly folder: string } | { readonly url: string };

/** One kind of store, for the tests of one suite. All that is opened here is closed and removed after it. */
export interface TestStores {
  readonly kind: 'sqlite' | 'postgres';
  /** A place for a store, empty and used by nobody else. */
  place(): Promise<Where>;
  /** Opens an empty store of its own, or the one that lies there already. */
  open(where?: Where, options?: DatabaseOptions): Promise<Database>;
}

/** Runs a suite on SQLite and on PostgreSQL. */
export function onEveryDatabase(name: string, suite: (stores: TestStores) => void): void {
  describe(`${name} (SQLite)`, () => suite(storesOf('sqlite', sqlitePlaces())));
  onPostgres(name, suite);
}

/** Runs a suite on PostgreSQL alone. Without a server it is skipped, with the reason. */
export function onPostgres(name: string, suite: (stores: TestStores) => void): void {
  const missing = process.env[reasonVariable];
  describe(`${name} (PostgreSQL)`, { skip: missing ? `PostgreSQL could not be started: ${missing}` : false }, () =>
    suite(storesOf('postgres', postgresPlaces())),
  );
}

// A test file that is run by itself has no global set-up, and starts a server for itself.
let ownServer: Promise<TestServer> | undefined;

function serverOfThisFile(): Promise<TestServer> {
  ownServer ??= startPostgres();
  return ownServer;
}

after(async () => {
  await (await ownServer)?.stop();
});

interface Places {
  make(): Promise<Where>;
  removeAll(): Promise<void>;
}

function storesOf(kind: TestStores['kind'], places: Places): TestStores {
  const opened: Database[] = [];
  after(async () => {
    for (const database of opened) await database.close();
    await places.removeAll();
  });
  return {
    kind,
    place: places.make,
    async open(where, options) {
      const database = await openDatabase(where ?? (await places.make()), options);
      opened.push(database);
      return database;
    },
  };
}

function sqlitePlaces(): Places {
  const folders: string[] = [];
  return {
    async make() {
      const folder = mkdtempSync(join(tmpdir(), 'gongdan-test-'));
      folders.push(folder);
      return { folder };
    },
    async removeAll() {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function postgresPlaces(): Places {
  const names: string[] = [];
  let url = '';

  before(async () => {
    url = process.env[serverVariable] ?? (await serverOfThisFile()).url;
  });

  return {
    async make() {
      const name = `gongdan_test_${process.pid}_${Date.now()}_${names.length}`;
      await onServer(url, `create database ${name}`);
      names.push(name);
      const place = new URL(url);
      place.pathname = `/${name}`;
      return { url: place.href };
    },
    async removeAll() {
      for (const name of names) await onServer(url, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
