import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTicket, type Scene, startScene } from '../contract/scene.ts';
import { onEveryDatabase } from '../databases.ts';

const day = 24 * 3_600_000;
const at = (time: string) => Date.parse(`${time.replace(' ', 'T')}+08:00`);

/** Both lists, with the first word of their range's parameters, and the codes for a range with faults. */
const lists = [
  { name: 'query_tickets', by: 'create', missing: '400001', reversed: '400002', tooLong: '400003' },
  { name: 'query_tickets_by_update_time', by: 'update', missing: '400017', reversed: '400018', tooLong: '400019' },
] as const;

onEveryDatabase('A range in milliseconds', (stores) => {
  let scene: Scene;
  let inside: string;
  before(async () => {
    scene = await startScene({ store: await stores.place() });
    scene.app.advance(60_250);
    inside = await openTicket(scene.app);
    scene.app.advance(1000);
    await openTicket(scene.app);
  });
  after(() => scene.app.close());

  for (const { name, by, missing, reversed, tooLong } of lists) {
    const start = `${by}_start_datetime`;
    const end = `${by}_end_datetime`;
    const found = async (range: object) => {
      const { body } = await scene.app.call(name, { page_size: 50, ...range });
      assert.equal(body.ret_code, '000000', body.ret_msg);
      return (body as unknown as { items: { ticketid: string }[] }).items.map(({ ticketid }) => ticketid);
    };

    test(`selects the same as the text of the same seconds: ${name}`, async () => {
      const first = await detailTime();
      const text = await found({ [start]: first, [end]: first });
      assert.deepEqual(text, [inside]);
      for (const [from, to] of [
        [0, 0],
        [999, 0],
        [0, 999],
      ] as const) {
        const range = { [`${start}_ms`]: at(first) + from, [`${end}_ms`]: at(first) + to };
        assert.deepEqual(await found(range), text, JSON.stringify(range));
        assert.deepEqual(await found({ [`${start}_ms`]: String(at(first) + from), [end]: first }), text);
      }
    });

    test(`takes precedence over the text: ${name}`, async () => {
      const first = await detailTime();
      const text = { [start]: '2020-01-01 00:00:00', [end]: '2020-01-01 00:00:00' };
      assert.deepEqual(await found(text), []);
      assert.deepEqual(await found({ ...text, [`${start}_ms`]: at(first), [`${end}_ms`]: at(first) }), [inside]);
    });

    test(`is refused like the text: ${name}`, async () => {
      const from = at('2026-03-01 00:00:00');
      const refusals = [
        [{ [`${start}_ms`]: from }, missing],
        [{ [`${end}_ms`]: from }, missing],
        [{ [`${start}_ms`]: from, [`${end}_ms`]: 'yesterday' }, '400005'],
        [{ [`${start}_ms`]: 1.5, [`${end}_ms`]: from }, '400005'],
        [{ [`${start}_ms`]: -1, [`${end}_ms`]: from }, '400005'],
        [{ [`${start}_ms`]: from, [`${end}_ms`]: 9e15 }, '400005'],
        [{ [`${start}_ms`]: from, [`${end}_ms`]: from - 1000 }, reversed],
        [{ [`${start}_ms`]: from, [`${end}_ms`]: from + 31 * day + 1000 }, tooLong],
        [{ [`${start}_ms`]: from, [`${end}_ms`]: from + 31 * day }, '000000'],
      ] as const;
      for (const [range, code] of refusals) {
        const { body } = await scene.app.call(name, range, { as: 'json' });
        assert.equal(body.ret_code, code, JSON.stringify(range));
      }
    });
  }

  test('narrows the list of categories', async () => {
    const { items } = await scene.app.done('get_ticket_type', {});
    const last = Math.max(...items.map(({ update_datetime }) => at(update_datetime)));
    const until = await scene.app.done('get_ticket_type', { update_end_datetime_ms: last + 500 });
    assert.deepEqual(until.items, items);
    const text = { update_start_datetime: items[0]!.update_datetime };
    const later = await scene.app.done('get_ticket_type', { ...text, update_start_datetime_ms: last + 1000 });
    assert.deepEqual(later.items, []);
    const reversed = { update_start_datetime_ms: last, update_end_datetime_ms: last - 1000 };
    assert.match(await scene.app.refused('get_ticket_type', reversed, '400018'), /: update_end_datetime_ms: /);
  });

  async function detailTime(): Promise<string> {
    return (await scene.app.done('get_ticket_by_id', { ticketid: inside })).item.create_datetime;
  }
});
