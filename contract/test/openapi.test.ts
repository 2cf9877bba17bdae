import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ConsoleEndpoint, consoleEndpoints, streamPath } from '../src/console/index.ts';
import { endpoints } from '../src/index.ts';
import { openapi } from '../src/openapi/document.ts';
import type { Json, JsonObject } from '../src/openapi/schema.ts';

const document = openapi({ url: 'https://desk.example.com', version: '1.2.3' });

/** Yields every key of the document with its value, at any depth, except the names of properties. */
function* keysOf(value: Json): Generator<[string, Json]> {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const entry of value) yield* keysOf(entry);
    return;
  }
  for (const [key, child] of Object.entries(value)) {
    yield [key, child];
    if (key === 'properties') for (const schema of Object.values(child as JsonObject)) yield* keysOf(schema);
    else yield* keysOf(child);
  }
}

function at(pointer: string): Json | undefined {
  let value: Json | undefined = document;
  for (const part of pointer.split('/').slice(1)) {
    value = (value as JsonObject | undefined)?.[part.replaceAll('~1', '/')];
  }
  return value;
}

describe('the OpenAPI document', () => {
  test('has one operation for every endpoint, with the documented method', () => {
    const paths = document.paths as Record<string, Record<string, { operationId: string }>>;
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`),
    );
    const wire = Object.values(endpoints).map(({ method, path, name }) => `${method} ${path} ${name}`);
    const console = Object.entries(consoleEndpoints).map(([name, { method, path }]) => `${method} ${path} ${name}`);
    assert.deepEqual(operations, [...wire, ...console, `GET ${streamPath} stream`]);
  });

  test('offers Idempotency-Key on every call that changes something, and on no other', () => {
    for (const { path, method, reads, name } of Object.values(endpoints)) {
      const parameters = at(`/paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}/parameters`) ?? [];
      const takesKey = (parameters as JsonObject[]).some((parameter) => parameter.name === 'Idempotency-Key');
      assert.equal(takesKey, !reads, name);
    }
  });

  test('describes a push with its headers, both forms of both messages, and the answers that count', () => {
    const push = at('/webhooks/ticket/post') as {
      parameters: { name: string; in: string; required: boolean; description: string }[];
      requestBody: { content: { 'application/json': { schema: { anyOf: JsonObject[] } } } };
      responses: JsonObject;
    };
    assert.deepEqual(
      push.parameters.map(({ name, required, ...header }) => `${header.in} ${name}${required ? '' : '?'}`),
      [
        'header webhook-id',
        'header webhook-timestamp?',
        'header webhook-signature?',
        'header gongdan-attempt',
        'header gongdan-hop',
      ],
    );
    for (const { description } of push.parameters) assert.match(description, /\p{Script=Han}.* \/ \w/u);
    const forms = push.requestBody.content['application/json'].schema.anyOf.map(({ title }) => title);
    assert.deepEqual(forms, ['envelope: ticket', 'envelope: reminder', 'flat: ticket', 'flat: reminder']);
    assert.deepEqual(Object.keys(push.responses), ['200', '410', '2XX', 'default']);
  });

  test('has no keyword and no format of our own', () => {
    const strange = new Set(['words', 'missing', 'malformed', 'unless', 'lenient', '$id', '$defs', 'format']);
    assert.deepEqual(
      [...keysOf(document)].map(([key]) => key).filter((key) => strange.has(key)),
      [],
    );
  });

  test('has a schema for every reference', () => {
    const references = [...keysOf(document)].filter(([key]) => key === '$ref').map(([, target]) => String(target));
    assert.ok(references.includes('#/components/schemas/Region'));
    for (const reference of references) assert.equal(typeof at(reference.slice(1)), 'object', reference);
  });

  test('demands the session on every console call that is not public, and the CSRF token on its changes', () => {
    const paths = document.paths as Record<string, Record<string, { security: Json }>>;
    for (const { path, method, access } of Object.values<ConsoleEndpoint>(consoleEndpoints)) {
      const signedIn = method === 'GET' ? { session: [] } : { session: [], csrf: [] };
      assert.deepEqual(paths[path]?.[method.toLowerCase()]?.security, access === 'public' ? [] : [signedIn], path);
    }
    assert.deepEqual(paths[streamPath]?.get?.security, [{ session: [] }]);
  });

  test('demands the token on every wire call except get_token', () => {
    assert.deepEqual(document.security, [{ token: [] }]);
    const paths = document.paths as Record<string, Record<string, { operationId: string; security?: Json }>>;
    const wire = Object.entries(paths).filter(([path]) => !path.startsWith('/api/console/'));
    const open = wire.flatMap(([, methods]) => Object.values(methods).filter(({ security }) => security));
    assert.deepEqual(
      open.map(({ operationId }) => operationId),
      ['get_token'],
    );
  });

  test('describes every parameter in both languages', () => {
    const queries = Object.values(endpoints).filter(({ method }) => method === 'GET');
    const described = queries.flatMap(({ path }) => {
      const parameters = at(`/paths/${path.replaceAll('/', '~1')}/get/parameters`);
      return (parameters as { description: string }[]).map(({ description }) => description);
    });
    assert.notEqual(described.length, 0);
    for (const description of described) assert.match(description, /\p{Script=Han}.* \/ \w/u);
  });

  test('has the given address and version of the server', () => {
    assert.deepEqual(document.servers, [{ url: 'https://desk.example.com' }]);
    assert.equal((document.info as JsonObject).version, '1.2.3');
  });
});
