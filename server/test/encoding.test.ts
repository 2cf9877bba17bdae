import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decodeText, type Encoding, findEncoding } from '../src/encoding.ts';

const chinese = '客户,备注\n王五,测试\n';
const utf8 = Buffer.from(chinese);
const gbk = Buffer.from('bfcdbba72cb1b8d7a20acdf5cee52cb2e2cad40a', 'hex');
const mark = '\uFEFF';
const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => utf16le(text).swap16();

describe('The encoding of a text', () => {
  const cases: Record<string, [Buffer, Encoding]> = {
    'is UTF-8 when all of it is': [utf8, 'utf-8'],
    'is UTF-8 with a mark': [Buffer.from(mark + chinese), 'utf-8'],
    'is UTF-16 of the order that the mark states, little end first': [utf16le(mark + chinese), 'utf-16le'],
    'is UTF-16 of the order that the mark states, big end first': [utf16be(mark + chinese), 'utf-16be'],
    'is GB18030 when it is no UTF-8': [gbk, 'gb18030'],
    'is UTF-8 when there is nothing': [Buffer.alloc(0), 'utf-8'],
  };
  for (const [name, [bytes, encoding]] of Object.entries(cases)) {
    test(name, async () => {
      assert.equal(await findEncoding(text(bytes)), encoding);
      assert.equal(await decoded(bytes, encoding, 3), bytes.length === 0 ? '' : chinese);
    });
  }

  test('is found however the bytes are split into pieces', async () => {
    const texts = fc.string({ unit: 'binary' }).filter((written) => !written.includes('\0') && written[0] !== mark);
    const every = fc.asyncProperty(texts, fc.integer({ min: 1, max: 9 }), async (written, size) => {
      for (const [bytes, encoding] of [
        [Buffer.from(written), 'utf-8'],
        [utf16le(mark + written), 'utf-16le'],
        [utf16be(mark + written), 'utf-16be'],
      ] as const) {
        assert.equal(await findEncoding(text(bytes, size)), encoding);
        assert.equal(await decoded(bytes, encoding, size), written);
      }
    });
    await fc.assert(every, { numRuns: 50 });
  });

  test('is refused in Chinese, too', async () => {
    const bytes = Buffer.concat([utf8, Buffer.from('a\xff\n', 'latin1')]);
    const zh = '无法读取 x：第 3 行不是 UTF-8，第 3 行不是 GB18030';
    await assert.rejects(findEncoding({ name: 'x', read: () => [bytes] }), { zh });
  });

  const refused: Record<string, [Buffer, RegExp, Encoding?]> = {
    'neither UTF-8 nor GB18030': [
      Buffer.concat([utf8, Buffer.from('a\xff\n', 'latin1')]),
      /cannot read x: line 3 is not UTF-8, and line 3 is not GB18030/,
    ],
    'UTF-8 in which a character was cut off, which GB18030 would read as other letters': [
      Buffer.concat([utf8, Buffer.from('e4b82c780a', 'hex'), utf8]),
      /cannot read x: line 3 is not UTF-8, though most of the text is$/,
    ],
    'UTF-16 without a mark': [utf16le('userid\n'), /line 1 holds a NUL \(UTF-16 needs a byte order mark\)/],
    'UTF-16 that ends within a character': [utf16le(`${mark}a\nb`).subarray(0, -1), /line 2 is not UTF-16LE/],
    'UTF-16 with half a pair of surrogates': [utf16be(`${mark}a\nb\n\ud83dx`), /line 3 is not UTF-16BE/],
    'UTF-32': [Buffer.from('fffe00007500000073000000', 'hex'), /line 1 holds a NUL/],
    'UTF-8 with a mark that breaks later': [Buffer.concat([Buffer.from(`${mark}a\nb\n`), gbk]), /line 3 is not UTF-8$/],
    'a text that is not in the stated encoding': [gbk, /line 1 is not UTF-8$/, 'utf-8'],
    'a character that is cut off at the end': [gbk.subarray(0, -2), /line 1 is not UTF-8, and line 2 is not GB18030/],
  };
  for (const [name, [bytes, says, stated]] of Object.entries(refused)) {
    test(`is refused with the line for ${name}`, async () => {
      for (const size of [1, 64]) await assert.rejects(findEncoding(text(bytes, size), stated), { text: says });
    });
  }

  test('may be stated as GB18030 for broken UTF-8', async () => {
    const broken = Buffer.concat([utf8, Buffer.from('e4b8', 'hex')]);
    assert.equal(await findEncoding(text(broken), 'gb18030'), 'gb18030');
  });

  test('may be stated as Big5 for a text that would decode as GB18030', async () => {
    const big5 = Buffer.from('a4a4a4e5', 'hex');
    assert.equal(await findEncoding(text(big5)), 'gb18030');
    assert.equal(await decoded(big5, await findEncoding(text(big5), 'big5'), 1), '中文');
  });
});

/** Makes a text whose bytes arrive in pieces of this size. */
function text(bytes: Buffer, size = 64) {
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.subarray(n * size, (n + 1) * size),
  );
  return { name: 'x', read: () => pieces };
}

async function decoded(bytes: Buffer, encoding: Encoding, size: number): Promise<string> {
  let whole = '';
  for await (const piece of decodeText(text(bytes, size), encoding)) whole += piece;
  return whole;
}
