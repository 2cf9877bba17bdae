import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Endpoint, type EndpointName, endpoints, failure, type Parameters } from '@gongdan/contract';
import type { Static } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { type Server, startServer } from '../src/app.ts';
import { applyCompanyFile } from '../src/company-file/apply.ts';
import { readCompanyFile } from '../src/company-file/read.ts';
import { type GivenSettings, parseConfig } from '../src/config/config.ts';
import { createApp } from '../src/people/app.ts';
import type { Where } from './databases.ts';
import { demandFlushed } from './demand-flushed.ts';
import { assertNoStack } from './http/wire.ts';
import { world } from './world.ts';

/** Monday noon in Shanghai: the time at which a test's clock starts. */
export const testStart = Date.parse('2026-03-02T12:00:00+08:00');

const tokenLifeMs = 86_400_000;

/**
 * The quiet hour, in which stores are compacted. It is half a day away from the time at which tests start, in whatever
 * zone the machine is.
 */
const farFromStart = String((new Date(testStart).getHours() + 12) % 24);

export interface AppOptions {
  /** The place of the store, `await stores.place()`; by default SQLite in a folder of its own. */
  readonly store?: Where;
  /** A company file to apply, such as `worldFile`; by default the demo company without people and catalog. */
  readonly company?: string;
  readonly settings?: GivenSettings;
  /** The time at which the wall clock starts; by default `testStart`. */
  readonly now?: number;
  /** The log; silent by default. */
  readonly log?: Server['context']['log'];
}

export type SuccessOf<Name extends EndpointName> = Static<(typeof endpoints)[Name]['answer']>;

/** The result of a call, already checked against the contract's schema. */
export interface Outcome<Name extends EndpointName> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { ret_code: string; ret_msg: string } & Partial<SuccessOf<Name>>;
}

export interface CallOptions {
  /** A token in place of the app's own; null for none. */
  readonly token?: string | null;
  /** How parameters are sent; by default those of reads in the query and those of writes as JSON. */
  readonly as?: 'query' | 'json' | 'form';
  readonly headers?: Readonly<Record<string, string>>;
}

/** The real server behind a real socket, with clocks that only the test moves. */
export interface TestApp {
  readonly server: Server;
  readonly url: string;
  readonly companyId: string;
  /** The wall clock. */
  now(): number;
  /** Moves the wall clock and the clock for intervals forward. */
  advance(ms: number): void;
  /** Sets the wall clock forward, or back when `ms` is negative; the clock for intervals does not move. */
  setWall(ms: number): void;
  /** Returns the app's token, and gets a new one when it has expired. */
  token(): Promise<string>;
  /** Calls an endpoint and returns the result, also of a refusal. Parameters are untyped, so that they can be wrong. */
  call<Name extends EndpointName>(
    name: Name,
    parameters?: Readonly<Record<string, unknown>>,
    options?: CallOptions,
  ): Promise<Outcome<Name>>;
  /** Calls an endpoint, asserts success, and returns the envelope. */
  done<Name extends EndpointName>(
    name: Name,
    parameters: Parameters<(typeof endpoints)[Name]>,
    options?: CallOptions,
  ): Promise<SuccessOf<Name>>;
  /** Calls an endpoint, asserts this `ret_code`, and returns `ret_msg`. */
  refused(name: EndpointName, parameters: Readonly<Record<string, unknown>>, code: string): Promise<string>;
  upload(name: 'upload_file' | 'user_upload_file', bytes: Uint8Array<ArrayBuffer>, fileName: string): Promise<string>;
  /** Resolves when the background work is done. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export async function startApp(options: AppOptions = {}): Promise<TestApp> {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-app-'));
  let at = options.now ?? testStart;
  let passed = 0;
  const now = () => at;
  const outside = { inspect: demandFlushed, now, elapsed: () => passed, ...(options.log ? { log: options.log } : {}) };
  const server = await startServer(parseConfig(settingsOf(options, folder)), outside);
  const { companyId, appId, appKey } = await furnish(server, options.company).catch(async (error) => {
    await server.close();
    throw error;
  });
  let ownToken: Promise<string> | undefined;
  let fetchedAt = at;

  async function newToken(): Promise<string> {
    const time = String(Math.floor(at / 1000));
    const sign = createHash('md5').update(`${appId}${time}${appKey}`).digest('hex');
    const { body } = await send(server.url, 'get_token', { appid: appId, create_time: time, sign }, { token: null });
    return body.item!.token;
  }

  const app: TestApp = {
    server,
    url: server.url,
    companyId,
    now,
    advance(ms) {
      at += ms;
      passed += ms;
    },
    setWall(ms) {
      at += ms;
    },
    token() {
      if (ownToken && at - fetchedAt < tokenLifeMs) return ownToken;
      fetchedAt = at;
      ownToken = newToken();
      return ownToken;
    },
    async call(name, parameters = {}, given = {}) {
      const token = given.token === undefined ? await app.token() : given.token;
      return send(server.url, name, parameters, { ...given, token });
    },
    async done(name, parameters, given) {
      const { body } = await app.call(name, parameters as Record<string, unknown>, given);
      assert.equal(body.ret_code, '000000', `${name}: ${body.ret_msg}`);
      return body as SuccessOf<typeof name>;
    },
    async refused(name, parameters, code) {
      const { body } = await app.call(name, parameters);
      assert.equal(body.ret_code, code, `${name}: ${body.ret_msg}`);
      return body.ret_msg;
    },
    async upload(name, bytes, fileName) {
      const form = new FormData();
      form.append('file', new Blob([bytes]), fileName);
      const { path } = endpoints[name];
      const headers = { token: await app.token() };
      const { body } = await read(name, await fetch(server.url + path, { method: 'POST', headers, body: form }));
      assert.equal(body.ret_code, '000000', body.ret_msg);
      return body.item!.file_url;
    },
    settle: () => server.settle(),
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return app;
}

function settingsOf({ store, settings }: AppOptions, folder: string): GivenSettings {
  const place = store && 'url' in store ? { databaseUrl: store.url, key: '0'.repeat(64) } : {};
  const data = store && 'folder' in store ? store.folder : folder;
  return { data, port: '0', logLevel: 'silent', quietHours: farFromStart, ...place, ...settings };
}

async function furnish(server: Server, company: string | undefined) {
  if (company === undefined) {
    await emptyCompany(server);
    return world;
  }
  const { content } = await readCompanyFile(company);
  const applied = await applyCompanyFile({ ...server.context, vault: server.vault }, content);
  assert.ok('apps' in applied, 'the company file is refused');
  const app = applied.apps[0]!;
  return { companyId: applied.companyid, appId: app.appid, appKey: app.app_key };
}

async function emptyCompany({ context, vault }: Server): Promise<void> {
  const { companyId, appId, appKey } = world;
  const settings = { reopenOnReply: false, changeEvaluation: false, liveTokens: 100, api: true };
  await context.db.write(companyId, async (tx) => {
    const company = { id: companyId, name: '华星科技', zone: 'Asia/Shanghai', language: 'zh-CN', revision: 1 };
    await tx.query
      .insertInto('company')
      .values({ ...company, settings: JSON.stringify(settings), created_at: context.now() })
      .execute();
    await createApp(tx.query, vault, { id: appId, companyId, key: appKey, position: 0 });
  });
}

async function send<Name extends EndpointName>(
  url: string,
  name: Name,
  parameters: Readonly<Record<string, unknown>>,
  { token = null, as, headers = {} }: CallOptions,
): Promise<Outcome<Name>> {
  const { path, reads }: Endpoint = endpoints[name];
  const way = as ?? (reads ? 'query' : 'json');
  const method = way === 'query' && reads ? 'GET' : 'POST';
  const address = way === 'query' ? `${url}${path}?${formOf(parameters)}` : url + path;
  const sent = {
    ...headers,
    ...(token === null ? {} : { token }),
    ...(way === 'json' ? { 'content-type': json } : {}),
  };
  const body = way === 'json' ? JSON.stringify(parameters) : way === 'form' ? formOf(parameters) : undefined;
  return read(name, await fetch(address, { method, headers: sent, ...(body === undefined ? {} : { body }) }));
}

const json = 'application/json';

function formOf(parameters: Readonly<Record<string, unknown>>): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue;
    form.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  return form;
}

async function read<Name extends EndpointName>(name: Name, response: Response): Promise<Outcome<Name>> {
  const text = await response.text();
  assertNoStack(text);
  const body = JSON.parse(text) as Outcome<Name>['body'];
  const schema = validatorOf(body.ret_code === '000000' ? name : 'failure');
  const errors = schema.Errors(body).map(({ instancePath, message }) => `${instancePath} ${message}`);
  assert.deepEqual(errors, [], `${name} answers what the contract does not say: ${JSON.stringify(body)}`);
  return { status: response.status, headers: response.headers, body };
}

const validators = new Map<string, Validator>();

function validatorOf(name: EndpointName | 'failure'): Validator {
  const known = validators.get(name);
  if (known) return known;
  const made: Validator = Compile(name === 'failure' ? failure : endpoints[name].answer);
  validators.set(name, made);
  return made;
}
