import assert from 'node:assert/strict';
import {
  type ConsoleAnswer,
  type ConsoleEndpoint,
  type ConsoleEndpointName,
  type ConsoleParameters,
  consoleEndpoints,
  fault,
} from '@gongdan/contract/console';
import { Compile, type Validator } from 'typebox/compile';
import { csrfTokenOf } from '../../src/console/csrf.ts';
import { openSessions } from '../../src/people/sessions.ts';
import type { TestApp } from '../app.ts';
import { assertNoStack } from '../http/wire.ts';

/**
 * The outcome of a call of the console. The body of a success was checked against the contract, that of a failure
 * against the shape of faults.
 */
export interface ConsoleOutcome<Name extends ConsoleEndpointName> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Partial<ConsoleAnswer<(typeof consoleEndpoints)[Name]>>;
  /** The reason of a failure; undefined for a success. */
  readonly reason: string | undefined;
  /** The parameter at fault, if the failure names one. */
  readonly field: string | undefined;
}

/**
 * A browser with our page: it stores the cookie, sends it and the origin with each call, and the CSRF token with each
 * POST.
 */
export interface Browser {
  /** The value of the header `cookie`, '' without a session. */
  cookie: string;
  csrfToken: string;
  call<Name extends ConsoleEndpointName>(
    name: Name,
    parameters?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<ConsoleOutcome<Name>>;
  /** Makes a call, demands success, and returns the answer. */
  done<Name extends ConsoleEndpointName>(
    name: Name,
    parameters: ConsoleParameters<(typeof consoleEndpoints)[Name]>,
  ): Promise<ConsoleAnswer<(typeof consoleEndpoints)[Name]>>;
  /** Makes a call and demands that it is refused for this reason; returns the parameter at fault, '' for none. */
  refused(name: ConsoleEndpointName, parameters: Readonly<Record<string, unknown>>, reason: string): Promise<string>;
}

/** A browser in which nobody is signed in. */
export function freshBrowser(url: string): Browser {
  const browser: Browser = {
    cookie: '',
    csrfToken: '',
    async call(name, parameters = {}, headers = {}) {
      const endpoint: ConsoleEndpoint = consoleEndpoints[name];
      const own = { origin: url, ...(browser.cookie && { cookie: browser.cookie }) };
      const posted = endpoint.method === 'POST' && {
        'content-type': 'application/json',
        'x-csrf-token': browser.csrfToken,
      };
      const response = await fetch(url + addressOf(endpoint, parameters), {
        method: endpoint.method,
        headers: { ...own, ...posted, ...headers },
        ...(posted && { body: JSON.stringify(parameters) }),
      });
      const given = response.headers.get('set-cookie')?.split(';')[0];
      // The server ends a session with an empty cookie.
      if (given !== undefined) browser.cookie = given.endsWith('=') ? '' : given;
      return read(name, response);
    },
    async done(name, parameters) {
      const { status, body } = await browser.call(name, parameters as Record<string, unknown>);
      assert.equal(status, 200, `${name}: ${JSON.stringify(body)}`);
      return body as ConsoleAnswer<(typeof consoleEndpoints)[typeof name]>;
    },
    async refused(name, parameters, reason) {
      const outcome = await browser.call(name, parameters);
      assert.equal(outcome.reason, reason, `${name}: ${JSON.stringify(outcome.body)}`);
      return outcome.field ?? '';
    },
  };
  return browser;
}

/**
 * A browser in which the agent is signed in. A session needs a password hash, so an agent without one gets a hash that
 * fits no password.
 */
export async function browserOf(app: TestApp, agentId: string): Promise<Browser> {
  const { db } = app.server.context;
  const passwordHash = await db.write(app.companyId, async ({ query }) => {
    const row = await query
      .selectFrom('agent')
      .select('password_hash')
      .where('company_id', '=', app.companyId)
      .where('id', '=', agentId)
      .executeTakeFirstOrThrow();
    const known = row.password_hash ?? 'a hash that fits no password';
    await query
      .updateTable('agent')
      .set({ password_hash: known })
      .where('company_id', '=', app.companyId)
      .where('id', '=', agentId)
      .execute();
    return known;
  });
  const { secret } = await openSessions(db, app.now).begin({ companyId: app.companyId, agentId, passwordHash });
  return Object.assign(freshBrowser(app.url), { cookie: `gongdan=${secret}`, csrfToken: csrfTokenOf(secret) });
}

function addressOf({ method, path }: ConsoleEndpoint, parameters: Readonly<Record<string, unknown>>): string {
  if (method === 'POST') return path;
  const texts = Object.entries(parameters).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return `${path}?${new URLSearchParams(texts)}`;
}

const validators = new Map<string, Validator>();

function validatorOf(name: ConsoleEndpointName | 'fault'): Validator {
  const known = validators.get(name);
  if (known) return known;
  const made = Compile(name === 'fault' ? fault : consoleEndpoints[name].answer) as Validator;
  validators.set(name, made);
  return made;
}

async function read<Name extends ConsoleEndpointName>(name: Name, response: Response): Promise<ConsoleOutcome<Name>> {
  const { status, headers } = response;
  const text = await response.text();
  assertNoStack(text);
  const body = JSON.parse(text) as Record<string, unknown>;
  const validator = validatorOf(status === 200 ? name : 'fault');
  assert.ok(validator.Check(body), `${name}: ${JSON.stringify(validator.Errors(body))}\n${JSON.stringify(body)}`);
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.ok(headers.get('x-request-id'));
  const { reason, field } = status === 200 ? {} : (body as { reason?: string; field?: string });
  return { status, headers, body: body as ConsoleOutcome<Name>['body'], reason, field };
}
