import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import pg from 'pg';
import type { Database } from '../src/db/database.ts';
import { type DatabaseOptions, openDatabase } from '../src/db/open.ts';
import { reasonVariable, serverVariable, startPostgres, type TestServer } from './databases-setup.ts';
import { demandFlushed } from './demand-flushed.ts';

/** The place of a store, as `openDatabase` takes it. */
export type Where = { readonly folder: string } | { readonly url: string };

/** Stores of one kind for the tests of a suite. Everything opened here is closed and removed after the suite. */
export interface TestStores {
  readonly kind: 'sqlite' | 'postgres';
  /** Makes an empty place for a store of its own. */
  place(): Promise<Where>;
  /** Opens a new, empty store, or the one at `where`. */
  open(where?: Where, options?: DatabaseOptions): Promise<Database>;
}

/** Runs a suite on SQLite and on PostgreSQL. */
export function onEveryDatabase(name: string, suite: (stores: TestStores) => void): void {
  describe(`${name} (SQLite)`, () => suite(storesOf('sqlite', sqlitePlaces())));
  onPostgres(name, suite);
}

/** Runs a suite on PostgreSQL alone. Without a server the suite is skipped, with the reason. */
export function onPostgres(name: string, suite: (stores: TestStores) => void): void {
  const missing = process.env[reasonVariable];
  describe(`${name} (PostgreSQL)`, { skip: missing ? `PostgreSQL could not be started: ${missing}` : false }, () =>
    suite(storesOf('postgres', postgresPlaces())),
  );
}

// A test file that runs without the global set-up starts a server for itself.
let ownServer: Promise<TestServer> | undefined;

function serverOfThisFile(): Promise<TestServer> {
  ownServer ??= startPostgres();
  return ownServer;
}

after(async () => {
  await (await ownServer)?.stop();
});

interface Places {
  /** Makes an empty place. */
  make(): Promise<Where>;
  /** Makes a place whose store may have its tables already. */
  makeStore(): Promise<Where>;
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
      // The limit of time is so high that a busy machine does not change which commands form a group.
      const limits = { ms: 10_000, ...options?.limits };
      const database = await openDatabase(where ?? (await places.makeStore()), {
        inspect: demandFlushed,
        ...options,
        limits,
      });
      opened.push(database);
      return database;
    },
  };
}

function sqlitePlaces(): Places {
  const folders: string[] = [];

  async function make(): Promise<Where> {
    const folder = mkdtempSync(join(tmpdir(), 'gongdan-test-'));
    folders.push(folder);
    return { folder };
  }

  return {
    make,
    makeStore: make,
    async removeAll() {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function postgresPlaces(): Places {
  const names: string[] = [];
  let server: pg.Client;
  let url = '';
  let model: Promise<string> | undefined;

  before(async () => {
    url = process.env[serverVariable] ?? (await serverOfThisFile()).url;
    server = new pg.Client(url);
    await server.connect();
  });

  async function create(template: string): Promise<string> {
    const name = `gongdan_test_${process.pid}_${Date.now()}_${names.length}`;
    names.push(name);
    await server.query(`create database ${name} template ${template}`);
    return name;
  }

  // Copying a migrated database is faster than migrating each.
  async function createModel(): Promise<string> {
    const name = await create('template0');
    const database = await openDatabase(placeOf(name));
    await database.close();
    return name;
  }

  function placeOf(name: string): Where {
    const place = new URL(url);
    place.pathname = `/${name}`;
    return { url: place.href };
  }

  return {
    make: async () => placeOf(await create('template0')),
    async makeStore() {
      model ??= createModel();
      return placeOf(await create(await model));
    },
    async removeAll() {
      for (const name of names) await server.query(`drop database ${name} with (force)`);
      await server.end();
    },
  };
}
