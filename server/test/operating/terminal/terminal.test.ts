import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { test } from 'node:test';
import type { Language } from '../../../src/config/language.ts';
import { languageOf } from '../../../src/config/language.ts';
import { type Column, openTerminal } from '../../../src/operating/terminal/terminal.ts';
import { WrongUse } from '../../../src/operating/terminal/wrong-use.ts';

interface Row {
  readonly id: string;
  readonly name: string;
}

const columns: readonly Column<Row>[] = [
  { title: { zh: '编号', en: 'id' }, cell: ({ id }) => id },
  { title: { zh: '名称', en: 'name' }, cell: ({ name }) => name },
];
const rows: readonly Row[] = [
  { id: 'g1', name: '售后组' },
  { id: 'second', name: 'a\u001b[31mb' },
];

function open(options: { language?: Language; json?: boolean; isTTY?: boolean } = {}) {
  const { language = 'en', json = false, isTTY = true } = options;
  const stream = () => Object.assign(new PassThrough(), { isTTY });
  const streams = { input: stream(), output: stream(), errors: stream() };
  const terminal = openTerminal({ language, json, ...(streams as unknown as Streams) });
  const ended = () => {
    streams.output.end();
    return textOf(streams.output);
  };
  return { terminal, ...streams, ended };
}

interface Streams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream;
}

test('a table on a terminal has its titles in the language of the user, and no control characters', async () => {
  const { terminal, ended } = open({ language: 'zh' });
  terminal.printRows(columns, rows);
  assert.equal(await ended(), '编号    名称\ng1      售后组\nsecond  a [31mb\n');
});

test('a table that is wider than the terminal is printed as blocks, without empty cells', async () => {
  const { terminal, output, ended } = open();
  Object.assign(output, { columns: 20 });
  const wide = [...columns, { title: { zh: '备注', en: 'note' }, cell: ({ id }: Row) => (id === 'g1' ? 'new' : '') }];
  terminal.printRows(wide, [
    { id: 'g1', name: '一个名称很长的客服组' },
    { id: 'g2', name: 'short' },
  ]);
  assert.equal(await ended(), 'id    g1\nname  一个名称很长的客服组\nnote  new\n\nid    g2\nname  short\n');
});

test('rows are printed as JSON Lines where standard output is no terminal, and with --json', async () => {
  for (const options of [{ isTTY: false }, { json: true }]) {
    const { terminal, ended } = open(options);
    terminal.printRows(columns, rows);
    assert.equal(await ended(), `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
  }
});

test('a result and a sentence on a terminal have no control characters', async () => {
  const { terminal, errors, ended } = open();
  const hostile = { zh: '应答\u001b[2J', en: 'answer\u001b[2J\u009b1m\nnext' };
  terminal.printResult({}, () => hostile);
  terminal.say(hostile);
  assert.equal(await ended(), 'answer [2J 1m\nnext\n');
  errors.end();
  assert.equal(await textOf(errors), 'answer [2J 1m\nnext\n');
});

test('a question that nobody can be asked is refused unless --yes answers it', async () => {
  const { terminal } = open({ isTTY: false });
  const question = { zh: '继续？', en: 'Go on?' };
  await assert.rejects(
    terminal.confirm(question, {}),
    (error) => error instanceof WrongUse && /--yes/.test(error.message),
  );
  await terminal.confirm(question, { yes: true });
});

test('a question on a terminal goes on only after yes', async () => {
  for (const [answer, isYes] of [
    ['y', true],
    ['YES', true],
    ['是', true],
    ['', false],
    ['n', false],
    ['yesterday', false],
  ] as const) {
    const { terminal, input } = open();
    const asked = terminal.confirm({ zh: '继续？', en: 'Go on?' }, {});
    input.write(`${answer}\n`);
    if (isYes) await asked;
    else await assert.rejects(asked, /Cancelled/);
  }
});

test('a question is cancelled when the input ends', async () => {
  const { terminal, input } = open();
  const asked = terminal.confirm({ zh: '继续？', en: 'Go on?' }, {});
  input.end();
  await assert.rejects(asked, /Cancelled/);
});

test('the first variable of the locale that is set decides the language', () => {
  assert.equal(languageOf({ LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }), 'zh');
  assert.equal(languageOf({ LC_ALL: '', LC_MESSAGES: 'C', LANG: 'zh_CN' }), 'en');
  assert.equal(languageOf({ LANG: 'zh_TW.UTF-8' }), 'zh');
  assert.equal(languageOf({}), 'en');
});
