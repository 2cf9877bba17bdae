import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import pg from 'pg';
import { type Server, startServer } from '../../src/app.ts';
import { type GivenSettings, parseConfig } from '../../src/config/config.ts';
import type { TestStores, Where } from '../databases.ts';
import { callerOf } from './caller.ts';
import type { Asked, Found } from './found.ts';
import { keptKey, keptUrl } from './head.ts';

/** What is kept together with a store: the answers of the server that wrote it. */
export interface Kept extends Omit<Asked, 'call'> {
  /** The server's time at the end. */
  readonly madeAt: number;
  /** A token of the app `demo`, valid for at least an hour after `madeAt`. */
  readonly token: string;
  /** The names of the story → ticket ids and addresses of files. */
  readonly names: Readonly<Record<string, string>>;
  readonly found: Found;
  /** The answer to the call with an Idempotency-Key. */
  readonly answered: object;
  readonly messages: { readonly items: readonly KeptMessage[] };
  readonly failures: object;
  readonly deliveries: readonly KeptDelivery[];
  readonly endpoints: readonly object[];
  /** The YAML that `gongdan show` printed. */
  readonly show: string;
}

export interface KeptMessage {
  readonly messageid: string;
  readonly content: object;
}

export interface KeptDelivery {
  readonly position: number;
  readonly messageId: string;
  readonly endpointId: string;
  readonly ticketId: string;
  readonly state: string;
}

export interface Manifest {
  readonly rows: Readonly<Record<string, number>>;
  readonly events: readonly string[];
}

/** A copy of a kept store, laid out like an installation. */
export interface Copy {
  readonly where: Where;
  readonly settings: GivenSettings;
  readonly kept: Kept;
  readonly manifest: Manifest;
}

/** Unpacks the kept store of this kind, with files and exports, into a new place. Migrates nothing yet. */
export async function unpackKept({ kind, place }: TestStores): Promise<Copy> {
  const source = fileURLToPath(new URL(`${kind}/`, import.meta.url));
  const where = await place();
  const data = 'folder' in where ? where.folder : mkdtempSync(join(tmpdir(), 'gongdan-test-'));
  for (const folder of ['files', 'exports']) cpSync(join(source, folder), join(data, folder), { recursive: true });
  if ('folder' in where) writeFileSync(join(data, 'gongdan.db'), unpacked(join(source, 'gongdan.db.br')));
  else await runSql(where.url, unpacked(join(source, 'dump.sql.br')).toString());
  return {
    where,
    settings: {
      ...{ data, key: keptKey, port: '0', publicUrl: keptUrl, logLevel: 'silent', pushAllow: '127.0.0.0/8' },
      ...('url' in where && { databaseUrl: where.url }),
    },
    kept: JSON.parse(unpacked(join(source, 'answers.json.br')).toString()) as Kept,
    manifest: JSON.parse(readFileSync(join(source, 'manifest.json'), 'utf8')) as Manifest,
  };
}

/** Starts today's server on the copy, at the time when the recorded server stopped; `advance` moves its clock. */
export async function serveCopy({ settings, kept }: Pick<Copy, 'settings' | 'kept'>) {
  let at = kept.madeAt;
  const server: Server = await startServer(parseConfig(settings), { now: () => at });
  return {
    server,
    now: () => at,
    call: callerOf(server.url, kept.token),
    advance(ms: number) {
      at += ms;
    },
  };
}

/** Returns the settings as the environment of a command. */
export function environmentOf({ settings }: Copy): Record<string, string> {
  const { data, key, databaseUrl } = settings;
  return { GONGDAN_DATA: data!, GONGDAN_KEY: key!, ...(databaseUrl && { GONGDAN_DATABASE_URL: databaseUrl }) };
}

function unpacked(path: string): Buffer {
  return brotliDecompressSync(readFileSync(path));
}

async function runSql(url: string, statements: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(statements);
  await client.end();
}
