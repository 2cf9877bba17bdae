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
    test(`${endpoint.name}: every answer is one that its schema allows`, () => {
      const examples = examplesOf(endpoint.name);
      assert.notEqual(examples.length, 0);
      const schema = Compile(endpoint.answer);
      for (const { file, answer } of examples) assert.deepEqual(schema.Errors(answer), [], file);
    });

    test(`${endpoint.name}: every request has its place, and each key of it is a parameter`, () => {
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

    test(`${endpoint.name}: no request leaves out what is mandatory`, () => {
      const required: readonly string[] = endpoint.parameters.required ?? [];
      for (const { file, request } of examplesOf(endpoint.name)) {
        const given = { ...request.query, ...request.body, ...request.multipart };
        const missing = required.filter((name) => ![name, ...(aliases[name] ?? [])].some((key) => key in given));
        assert.deepEqual(missing, [], file);
      }
    });
  }

  test('the ticket message and the reminder are what the push schemas allow', () => {
    const messages = { ticket: envelopeForm(ticketMessage), reminder: envelopeForm(reminderMessage), acknowledgement };
    for (const [name, schema] of Object.entries(messages)) {
      const { message } = readExample(`pushes/${name}.json`) as { message: unknown };
      assert.deepEqual(Compile(schema).Errors(message), [], name);
    }
  });

  test('the exported record is what its schema allows', () => {
    const { record } = readExample('export_data/record.json') as { record: Static<typeof exportRecord> };
    assert.deepEqual(Compile(exportRecord).Errors(record), []);
  });

  test('an answer with a key too many, too few or of another type is not allowed', () => {
    const schema = Compile(endpoints.query_tickets.answer);
    const [example] = examplesOf('query_tickets');
    const answer = example?.answer as { items: Record<string, unknown>[] };
    const spoilt = (row: Record<string, unknown>) => ({ ...answer, items: [{ ...answer.items[0], ...row }] });
    assert.equal(schema.Check(spoilt({})), true);
    assert.equal(schema.Check(spoilt({ ticket_status: 1 })), false);
    assert.equal(schema.Check(spoilt({ score: '1' })), false);
    assert.equal(schema.Check(spoilt({ surprise: '' })), false);
    assert.equal(schema.Check(spoilt({ user_nick: undefined })), false);
  });
});
