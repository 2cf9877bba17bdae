import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { FieldValues } from '../../src/catalog/catalog.ts';
import { checkValues } from '../../src/catalog/check-values.ts';
import { Problem } from '../../src/errors.ts';
import { catalog, fields, regions } from './fields.ts';

type Given = Readonly<Record<string, string>>;

function check(template: string | null, given: Given, mode: 'create' | 'edit' = 'create', previous?: FieldValues) {
  const list = Object.entries(given).map(([fieldId, value]) => ({ fieldId, value }));
  return checkValues(catalog, regions, template, list, mode, previous);
}

function accepts(fieldId: keyof typeof fields, value: string, stored = value, text = '') {
  assert.deepEqual(check('easy', { [fieldId]: value }), { [fieldId]: { value: stored, text } });
}

function refuses(fieldId: keyof typeof fields, value: string, reason = 'request_refused') {
  assert.throws(
    () => check('easy', { [fieldId]: value }),
    (error) => error instanceof Problem && error.reason === reason && error.text.includes(fieldId),
    `${fieldId} took ${JSON.stringify(value)}`,
  );
}

describe('the values of custom fields', () => {
  test('text may have 5000 code points, or as many as the field allows', () => {
    accepts('text', '字'.repeat(5000));
    accepts('text', '😀'.repeat(5000));
    refuses('text', 'a'.repeat(5001));
    refuses('text', '😀'.repeat(5001));
    accepts('line', '0123456789');
    refuses('line', '01234567890');
    refuses('line', '0');
  });

  test('a number is a finite decimal within the range of the field', () => {
    for (const value of ['0', '-5', '100', '99.95', '007', '-0']) accepts('number', value);
    for (const value of ['abc', '1e2', '0x10', '1,5', '5.', '.5', '+1', 'NaN', 'Infinity', '100.1', '-6', '１']) {
      refuses('number', value);
    }
    refuses('number', '9'.repeat(400));
  });

  test('a date is a day of the calendar; a longer form is cut to it', () => {
    accepts('date', '2024-02-29');
    accepts('date', '2026-10-01 12:30:59', '2026-10-01');
    accepts('date', '2026-10-01T00:00:00', '2026-10-01');
    accepts('date', '2026-10-01 12:30:59.123', '2026-10-01');
    for (const value of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '0000-01-01', '20261001', '12:30']) {
      refuses('date', value);
    }
    refuses('date', '2026-10-01 25:00:00');
    refuses('date', '2026-10-01 soon');
  });

  test('a time is hours and minutes; a longer form is cut to them', () => {
    accepts('time', '00:00');
    accepts('time', '23:59:59', '23:59');
    accepts('time', '2026-10-01 08:15:00', '08:15');
    for (const value of ['24:00', '12:60', '12:30:60', '8:15', '2026-10-01', ' ']) refuses('time', value);
  });

  test('a date with a time keeps its seconds when it has them', () => {
    accepts('dateTime', '2026-10-01 08:15');
    accepts('dateTime', '2026-10-01 08:15:30');
    accepts('dateTime', '2026-10-01T08:15:30.500', '2026-10-01 08:15:30');
    for (const value of ['2026-10-01', '08:15', '2026-02-30 08:15:00', '2026-10-01 08']) refuses('dateTime', value);
  });

  test('a choice is the value of an option, and is shown as its name', () => {
    accepts('select', 'g', 'g', '绿');
    accepts('radio', 'b', 'b', '蓝');
    for (const value of ['绿', 'r,g', 'R', 'toString', '__proto__']) refuses('select', value);
  });

  test('check boxes take several values, each once, in the given order', () => {
    accepts('checkboxes', 'b,r', 'b,r', '蓝,红');
    accepts('checkboxes', ' r , r,', 'r', '红');
    refuses('checkboxes', 'r,x');
    refuses('checkboxes', ',');
  });

  test('a cascade takes a leaf, and is shown as the path to it', () => {
    accepts('cascade', 'sh', 'sh', '中国/上海');
    refuses('cascade', 'cn');
    refuses('cascade', '上海');
  });

  test('a region is a path of codes from the root to any depth', () => {
    accepts('region', '31', '31', '上海市');
    accepts('region', '31, 3101,310101', '31,3101,310101', '上海市/市辖区/黄浦区');
    for (const value of ['3101', '31,4403', '31,3101,', '31,3101,310101,1', '9', ',', '31，3101']) {
      refuses('region', value, 'region_unknown');
    }
  });

  test('values of attachments and of unknown types are kept as given, up to 5000 characters', () => {
    accepts('attachment', '[{"fileUrl":"https://example.com/a.png","fileName":"a.png"}]');
    accepts('unheardOf', '任何值');
    refuses('unheardOf', 'x'.repeat(5001));
  });
});

describe('the template of a category', () => {
  test('accepts only its own fields and the partner fields', () => {
    assert.throws(() => check('easy', { elsewhere: 'x' }), { reason: 'request_refused', property: 'fields' });
    assert.throws(() => check('easy', { nowhere: 'x' }), { reason: 'request_refused' });
    assert.throws(() => check(null, { text: 'x' }), { reason: 'request_refused' });
    assert.deepEqual(check(null, { partner: 'x' }), { partner: { value: 'x', text: '' } });
  });

  test('demands its required fields of a new ticket, and partner fields of none', () => {
    assert.throws(() => check('strict', {}), { reason: 'request_refused', property: 'fields' });
    assert.throws(() => check('strict', { needed: '' }), { reason: 'request_refused' });
    assert.deepEqual(check('strict', { needed: 'x', text: '' }), { needed: { value: 'x', text: '' } });
    assert.deepEqual(check('easy', {}), {});
  });

  test('refuses ids such as constructor, which every object has, like any unknown id', () => {
    for (const id of ['__proto__', 'constructor', 'toString']) {
      assert.throws(() => checkValues(catalog, regions, 'easy', [{ fieldId: id, value: 'x' }], 'create'), Problem);
    }
  });
});

describe('an edit', () => {
  const previous: FieldValues = { needed: { value: 'x', text: '' }, text: { value: 'old', text: '' } };

  test('keeps what it does not name and clears what it blanks', () => {
    assert.deepEqual(check('strict', {}, 'edit', previous), previous);
    assert.deepEqual(check('strict', { text: '' }, 'edit', previous), { needed: previous.needed });
    assert.deepEqual(check('strict', { text: 'new' }, 'edit', previous), {
      ...previous,
      text: { value: 'new', text: '' },
    });
  });

  test('may not clear a required field', () => {
    assert.throws(() => check('strict', { needed: '' }, 'edit', previous), { reason: 'request_refused' });
  });

  test('accepts unchanged values of the ticket, even if their option or template has been removed', () => {
    const gone: FieldValues = { select: { value: 'gone', text: '旧' }, elsewhere: { value: 'x', text: '' } };
    assert.deepEqual(check('strict', { select: 'gone', elsewhere: 'x' }, 'edit', gone), gone);
  });

  test('keeps the shown text of an unchanged value', () => {
    const renamed: FieldValues = { select: { value: 'r', text: '大红' }, date: { value: '2026-10-01', text: '' } };
    const after = check('easy', { select: 'r', date: '2026-10-01 00:00:00' }, 'edit', renamed);
    assert.equal(after.select, renamed.select);
    assert.equal(after.date, renamed.date);
  });

  test('keeps a value that is given in another spelling, and changes other digits of a number', () => {
    const before = check('easy', { text: '甲', checkboxes: 'r,g', dateTime: '2026-10-01 08:15', number: '1.1' });
    const spelled = { text: ' 甲\n', checkboxes: 'g, r,g', dateTime: '2026-10-01T08:15:00' };
    const after = check('easy', { ...spelled, number: '1.10' }, 'edit', before);
    assert.deepEqual(after, { ...before, number: { value: '1.10', text: '' } });
    const others: Given[] = [{ checkboxes: 'r' }, { dateTime: '2026-10-01 08:15:01' }, { text: '甲 乙' }];
    for (const other of others) {
      assert.notDeepEqual(check('easy', other, 'edit', before), before);
    }
  });
});

describe('an arbitrary value', () => {
  const ids = fc.constantFrom(...Object.keys(fields), 'nowhere');
  const likely = fc.constantFrom('', 'r', 'r,g', 'sh', '31,3101', '2026-10-01', '08:15', '2026-10-01 08:15:00', '42');
  const given = fc.array(fc.record({ fieldId: ids, value: fc.oneof(likely, fc.string({ unit: 'binary' })) }));
  const templates = fc.constantFrom('easy', 'strict', null);

  test('is accepted or refused with a Problem, and an accepted one is accepted again as it is', () => {
    fc.assert(
      fc.property(templates, given, fc.constantFrom('create', 'edit'), (template, list, mode) => {
        const taken = takenOrRefused(() => checkValues(catalog, regions, template, list, mode));
        if (!taken) return;
        const again = Object.entries(taken).map(([fieldId, { value }]) => ({ fieldId, value }));
        assert.deepEqual(checkValues(catalog, regions, template, again, mode), taken);
      }),
      { numRuns: 500 },
    );
  });

  test('changes nothing in a refused edit, and only its field in an accepted one', () => {
    fc.assert(
      fc.property(given, given, (first, second) => {
        const before = takenOrRefused(() => checkValues(catalog, regions, 'easy', first, 'edit')) ?? {};
        const copy = structuredClone(before);
        const after = takenOrRefused(() => checkValues(catalog, regions, 'easy', second, 'edit', before));
        assert.deepEqual(before, copy);
        if (!after) return;
        const named = new Set(second.map((one) => one.fieldId));
        for (const id of Object.keys({ ...before, ...after })) {
          if (!named.has(id)) assert.equal(after[id], before[id]);
        }
      }),
    );
  });

  function takenOrRefused(attempt: () => FieldValues): FieldValues | undefined {
    try {
      return attempt();
    } catch (error) {
      assert.ok(error instanceof Problem);
      return undefined;
    }
  }
});
