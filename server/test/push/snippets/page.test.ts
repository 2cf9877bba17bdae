import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { acknowledgement, envelopeForm, pushHeaders, reminderMessage, ticketMessage } from '@gongdan/contract';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { parse } from 'yaml';
import { applyCompanyFile } from '../../../src/company-file/apply.ts';
import type { CompanyFile } from '../../../src/company-file/shape.ts';
import { accepted, readAcknowledgement } from '../../../src/push/acknowledgement.ts';
import type { Fault } from '../../../src/push/attempt.ts';
import { makeCourier } from '../../../src/push/courier.ts';
import { messageKinds } from '../../../src/push/endpoint.ts';
import { findEndpoint } from '../../../src/push/endpoints.ts';
import { waitsMs } from '../../../src/push/schedule.ts';
import { openTicket, startPushingApp } from '../company.ts';
import { startReceiver } from '../receiver.ts';
import { blocksOf, tableUnder } from './page.ts';
import { programs } from './programs.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const spans = (cells: readonly string[]) => cells.map((cell) => cell.replaceAll('`', ''));

describe('the page about pushes', () => {
  it('has the same programs, examples and commands in both languages', () => {
    for (const kind of [...programs.map(({ block }) => block), 'json', 'sh']) {
      assert.notEqual(blocksOf(kind).length, 0, kind);
      assert.deepEqual(blocksOf(kind, 'zh'), blocksOf(kind, 'en'), kind);
    }
  });

  it('lists the headers of a signed push, and no others', async () => {
    const receiver = await startReceiver();
    const app = await startPushingApp([{ url: receiver.url, secret }]);
    await openTicket(app);
    const [push] = await receiver.got(1);
    await app.close();
    await receiver.close();
    const listed = spans(tableUnder('| header | meaning |').map(([name]) => name!));
    const ofEveryRequest = ['host', 'connection'];
    assert.deepEqual([...listed, ...ofEveryRequest].sort(), Object.keys(push!.headers).sort());
    assert.deepEqual([...Compile(pushHeaders).Errors(push!.headers)], []);
    const meanings = Object.fromEntries(tableUnder('| header | meaning |').map(([name, meaning]) => [name, meaning!]));
    for (const name of ['content-type', 'accept-encoding', 'user-agent']) {
      assert.ok(meanings[`\`${name}\``]!.startsWith(`\`${push!.headers[name]}\``), name);
    }
  });

  it('has example bodies and an acknowledgement as the contract describes them', () => {
    const [envelope, flat, answer, ...others] = blocksOf('json').map((code) => JSON.parse(code) as object);
    const examples = [
      [envelopeForm(ticketMessage), envelope],
      [reminderMessage, flat],
      [acknowledgement, answer],
    ] as [TSchema, object][];
    for (const [schema, example] of examples) assert.deepEqual([...Compile(schema).Errors(example)], []);
    assert.deepEqual(others, []);
    assert.deepEqual(readAcknowledgement(JSON.stringify(answer)), { code: accepted, receivedAt: '20260302120000' });
  });

  it('lists the waits between attempts', () => {
    const units: Readonly<Record<string, number>> = { second: 1_000, minute: 60_000, hour: 3_600_000 };
    const rows = tableUnder('| failed attempts | wait |').map(([, wait]) => {
      const [, count, unit] = /^(\d+) (second|minute|hour)s?$/.exec(wait!) ?? [];
      return unit === undefined ? wait : Number(count) * units[unit]!;
    });
    assert.deepEqual(rows, [...waitsMs, 'none: the message is given up']);
  });

  it('lists the time limits of an attempt', () => {
    const clocks = { now: () => 0, elapsed: () => 0, ownOrigin: () => '' };
    const limits: object = makeCourier([], clocks);
    const seconds = ['nameMs', 'connectMs', 'firstByteMs', 'totalMs'].map((name) => Reflect.get(limits, name) / 1000);
    const rows = tableUnder('| step | time limit |').map(([, limit]) => Number(/\d+/.exec(limit!)?.[0]));
    assert.deepEqual(rows, seconds);
  });

  it('explains every fault', () => {
    const ofAttempts = {
      address_refused: true,
      name_unresolved: true,
      connection_failed: true,
      certificate_wrong: true,
      timed_out: true,
      broken_off: true,
      answer_unreadable: true,
      internal: true,
    } satisfies Record<Fault, true>;
    const withoutAttempt = ['went_round', 'waited_too_long'];
    const listed = spans(tableUnder('| fault | meaning, and what to do |').map(([fault]) => fault!));
    assert.deepEqual(listed.sort(), [...Object.keys(ofAttempts), ...withoutAttempt, 'none, with a status'].sort());
  });

  it('lists every kind of event', () => {
    assert.deepEqual(spans(tableUnder('| event | when |').map(([kind]) => kind!)), messageKinds);
  });

  it('has a company file that sets up an endpoint with every key but the secret', async () => {
    const app = await startPushingApp([]);
    const [yaml, ...others] = blocksOf('yaml');
    const { context, vault } = app.server;
    const applied = await applyCompanyFile({ ...context, vault }, parse(yaml!) as CompanyFile);
    assert.ok('changes' in applied && others.length === 0, JSON.stringify(applied));
    const endpoint = await findEndpoint(context.db.query, vault, { companyId: app.companyId, id: 'erp' });
    await app.close();
    const { url, form, kinds, ack, order } = endpoint!;
    assert.deepEqual(
      { url, form, kinds, ack, order },
      {
        url: 'https://erp.example.com/gongdan',
        form: 'flat',
        kinds: ['created', 'replied', 'deleted'],
        ack: 'strict',
        order: 'strict',
      },
    );
  });
});
