import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';
import {
  acknowledgement,
  aliases,
  endpoints,
  envelopeForm,
  exportRecord,
  reminderMessage,
  ticketMessage,
} from '../src/index.ts';
import { examplesOf, readExample } from './examples.ts';

describe('the documented examples', () => {
  for (const endpoint of Object.values(endpoints)) {
    test(`of ${endpoint.name} have answers that fit the schema`, () => {
      const examples = examplesOf(endpoint.name);
      assert.notEqual(examples.length, 0);
      const schema = Compile(endpoint.answer);
      for (const { file, answer } of examples) assert.deepEqual(schema.Errors(answer), [], file);
    });

    test(`of ${endpoint.name} use the endpoint's method, path and parameters`, () => {
      const known = new Set(
        Object.keys(endpoint.parameters.properties).flatMap((name) => [name, ...(aliases[name] ?? [])]),
      );
      for (const { file, request } of examplesOf(endpoint.name)) {
        assert.equal(request.path, endpoint.path, file);
        assert.equal(request.method, endpoint.method, file);
        const keys = Object.keys({ ...request.query, ...request.body, ...request.multipart });
        assert.deepEqual(
          keys.filter((key) => !known.has(key)),
          [],
          file,
        );
      }
    });

    test(`of ${endpoint.name} have every mandatory parameter`, () => {
      const required: readonly string[] = endpoint.parameters.required ?? [];
      for (const { file, request } of examplesOf(endpoint.name)) {
        const given = { ...request.query, ...request.body, ...request.multipart };
        const missing = required.filter((name) => ![name, ...(aliases[name] ?? [])].some((key) => key in given));
        assert.deepEqual(missing, [], file);
      }
    });
  }

  test('of pushed messages and their acknowledgement fit the schemas', () => {
    const messages = { ticket: envelopeForm(ticketMessage), reminder: envelopeForm(reminderMessage), acknowledgement };
    for (const [name, schema] of Object.entries(messages)) {
      const { message } = readExample(`pushes/${name}.json`) as { message: unknown };
      assert.deepEqual(Compile(schema).Errors(message), [], name);
    }
  });

  test('of an exported record fit the schema', () => {
    const { record } = readExample('export_data/record.json') as { record: Static<typeof exportRecord> };
    assert.deepEqual(Compile(exportRecord).Errors(record), []);
  });

  test('no longer fit when a key is added, missing or of another type', () => {
    const schema = Compile(endpoints.query_tickets.answer);
    const [example] = examplesOf('query_tickets');
    const answer = example?.answer as { items: Record<string, unknown>[] };
    const withRow = (row: Record<string, unknown>) => ({ ...answer, items: [{ ...answer.items[0], ...row }] });
    assert.equal(schema.Check(withRow({})), true);
    assert.equal(schema.Check(withRow({ ticket_status: 1 })), false);
    assert.equal(schema.Check(withRow({ score: '1' })), false);
    assert.equal(schema.Check(withRow({ surprise: '' })), false);
    assert.equal(schema.Check(withRow({ user_nick: undefined })), false);
  });
});
