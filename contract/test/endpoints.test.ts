import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { aliases, codes, endpoints, pathsOf } from '../src/index.ts';

const all = Object.entries(endpoints);

describe('the endpoints', () => {
  test('have one file each, named after the endpoint', () => {
    const files = readdirSync(new URL('../src/endpoints/', import.meta.url)).filter((file) => file !== 'all.ts');
    assert.deepEqual(all.map(([name]) => `${name}.ts`).sort(), files.sort());
    for (const [name, endpoint] of all) assert.equal(endpoint.name, name);
  });

  test('share no path', () => {
    const paths = all.flatMap(([, endpoint]) => pathsOf(endpoint));
    assert.deepEqual([...new Set(paths)], paths);
  });

  test('are POST when they change something', () => {
    for (const [name, { method, reads }] of all) assert.ok(method === 'POST' || reads, name);
  });

  for (const [name, endpoint] of all) {
    test(`describe every parameter of ${name} and refer only to known reasons and parameters`, () => {
      const parameters = endpoint.parameters.properties as Record<string, Record<string, unknown>>;
      for (const [parameter, schema] of Object.entries(parameters)) {
        assert.ok(schema.words, `${parameter} has no words`);
        for (const reason of [schema.missing, schema.malformed]) {
          assert.ok(reason === undefined || String(reason) in codes, `${parameter}: ${reason}`);
        }
        if (schema.unless !== undefined)
          assert.ok(String(schema.unless) in parameters, `${parameter}: ${schema.unless}`);
      }
    });
  }

  test('have no parameter with the name of an alias', () => {
    const names = new Set(all.flatMap(([, { parameters }]) => Object.keys(parameters.properties)));
    for (const alias of Object.values(aliases).flat()) assert.equal(names.has(alias), false, alias);
  });
});
