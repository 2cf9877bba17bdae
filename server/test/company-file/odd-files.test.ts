import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { readCompanyFile } from '../../src/company-file/read.ts';
import { onEveryDatabase } from '../databases.ts';
import { installationOn, type TestInstallation } from './installation.ts';

const head = 'company: { companyid: acme, name: Acme }\n';
const deep = 6000;

/** Oddity → the file, and what the refusal must say: most name the line and key. */
const refused: Record<string, [string | Buffer, RegExp]> = {
  'lists nested 6,000 levels deep': [
    `${head}views: ${'['.repeat(deep)}${']'.repeat(deep)}`,
    /:2: nested more than 100/,
  ],
  'a million open brackets': [`${head}views: ${'['.repeat(1_000_000)}`, /:2: nested more than 100/],
  'objects nested 6,000 levels deep': [
    `${head}views: ${'{a: '.repeat(deep)}1${'}'.repeat(deep)}`,
    /:2: nested more than 100/,
  ],
  'lines indented 200 levels deep': [
    Array.from({ length: 200 }, (_, level) => `${' '.repeat(level)}a:\n`).join(''),
    /company\.yaml:\d+: nested more than 100/,
  ],
  'dashes 6,000 levels deep': [`${head}views:\n  ${'- '.repeat(deep)}x\n`, /:3: nested more than 100/],
  'aliases of aliases': [
    `${head}macros:\n${Array.from({ length: 31 }, (_, n) => `  - { macroid: m${n}, name: x, set: { all: &a${n} ${n === 0 ? '[x]' : `[*a${n - 1}, *a${n - 1}]`} } }\n`).join('')}`,
    /^company\.yaml:\d+: macros\[\d+\].*the file is too large$/,
  ],
  // Categories, options and regions nest and are checked one by one, unlike macros. The aliases expand to 16 million of
  // them.
  'aliases of aliases of categories': [
    `${head}categories:\n${Array.from(
      { length: 5 },
      (_, n) =>
        `  - &c${n} { typeid: c${n}, type_name: x${
          n === 0
            ? ''
            : `, categories: [${Array(20)
                .fill(`*c${n - 1}`)
                .join()}]`
        } }\n`,
    ).join('')}${'  - *c4\n'.repeat(100)}`,
    /: categories\[\d+\].*: the file is too large$/,
  ],
  'an alias of the entry that contains it': [
    `${head}macros:\n  - &m { macroid: m, again: *m }\n`,
    /:3: macros\[0\]\.again.*nested more than 100/,
  ],
  'a list of millions': [`${head}views: [${'1,'.repeat(4_000_000)}]`, /:2: the file is too large/],
  'a file larger than 32 MiB': [Buffer.alloc(33 * 1024 ** 2, 0x20), /larger than 32 MiB/],
  'a second document': [`${head}---\n${head}`, /:2: a second document begins/],
  'tabs for indentation': ['company:\n\tcompanyid: acme\n', /:2: Tabs are not allowed as indentation; use blanks/],
  'an alias without its anchor': [`${head}groups: *g\n`, /:2: groups: there is no anchor &g before it/],
  'a merge key': [
    `${head}groups:\n  - &g { groupid: g1, group_name: x }\n  - <<: *g\n    groupid: g2\n`,
    /:4: groups\[1\]\.<<: merge keys \(<<\) are not supported/,
  ],
  'a byte order mark in the middle': [
    `${head}\uFEFFgroups: []\n`,
    /:2: .*groups: the key holds an invisible character/,
  ],
  'a comment of JavaScript on a line of its own': [
    '{\n  "company": { "companyid": "acme", "name": "Acme" },\n  // groups\n  "groups": []\n}\n',
    /:3: .*a comment begins with #/,
  ],
  'a comment of JavaScript at the end of a line': [
    '{\n  "company": { "companyid": "acme", // id\n  "name": "Acme" }\n}\n',
    /:2: .*a comment begins with #/,
  ],
  'a comment of JavaScript before a value': [
    '{\n  "company": /* ours */ { "companyid": "acme", "name": "Acme" }\n}\n',
    /:2: a comment begins with #/,
  ],
  'a comment of JavaScript at the top': [
    '// ours\n{ "company": { "companyid": "acme" } }\n',
    /:1: a comment begins with #/,
  ],
  'colons of full width': ['company:\n  companyid：acme\n  name: x\n', /:2: .*of full width/],
  'a colon in a text without quotes': [
    `${head}groups:\n  - groupid: g1\n    group_name: a: b\n`,
    /:4: a second "key: value" on the line; put quotes/,
  ],
  'a bracket that is never closed': [`${head}groups: [{ groupid: g1 }\n`, /:3: Flow sequence .* end with a \]/],
  'a key twice, after other keys': [
    `${head}groups:\n  - groupid: g1\n    group_name: x\n    groupid: g2\n`,
    /:5: groups\[0\]\.groupid: a key must be unique/,
  ],
  'a number as an unknown key': [
    `${head}groups:\n  - groupid: g\n    group_name: x\n    1.10: y\n`,
    /:5: groups\[0\]\.1\.10: no such key/,
  ],
  'bytes of no encoding': [Buffer.from(`${head}groups: [\xff\xff]\n`, 'latin1'), /line 2 is not UTF-8/],
  'UTF-16 without a byte order mark': [Buffer.from(head, 'utf16le'), /line 1 holds a NUL/],
  ...Object.fromEntries(
    ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'].flatMap(
      (key): [string, [string, RegExp]][] => [
        [`a section ${key}`, [`${head}${key}: []\n`, new RegExp(`:2: ${key}: no such key`)]],
        [
          `a key ${key} of an entry`,
          [
            `${head}groups:\n  - groupid: g\n    group_name: x\n    ${key}: 1\n`,
            new RegExp(`:5: groups\\[0\\]\\.${key}: no such key`),
          ],
        ],
      ],
    ),
  ),
};

onEveryDatabase('An odd company file', (stores) => {
  let installation: TestInstallation;

  before(async () => {
    installation = installationOn(await stores.open());
  });

  for (const [name, [file, says]] of Object.entries(refused)) {
    test(`with ${name} is refused with a sentence, and nothing is written`, async () => {
      const faults = await installation.faults(file);
      assert.match(faults.join('\n'), says);
      assert.deepEqual(await installation.db.query.selectFrom('company').select('id').execute(), []);
    });
  }

  test('without a name is refused for a company that does not exist', async () => {
    const faults = await installation.faults('company:\n  companyid: nobody\n');
    assert.deepEqual(faults, ['company.yaml:1: company: name is missing; only a company that exists can do without']);
  });

  test('may use anchors and aliases', async () => {
    await installation.apply(
      'company: { companyid: aliased, name: &n 甲 }\ngroups: [{ groupid: g1, group_name: *n }]\n',
    );
    assert.deepEqual((await installation.show('aliased')).groups, [{ groupid: 'g1', group_name: '甲' }]);
  });

  test('may be UTF-16 with a byte order mark, GB18030, or UTF-8 with a mark and CRLF', async () => {
    const named = (name: string) => `company:\r\n  companyid: windows\r\n  name: ${name}\r\n`;
    const utf16 = Buffer.from(`\uFEFF${named('甲')}`, 'utf16le');
    const files: Record<string, Buffer> = {
      甲: utf16,
      乙: Buffer.from(`\uFEFF${named('乙')}`, 'utf16le').swap16(),
      丙: Buffer.from(`\uFEFF${named('丙')}`),
      王: Buffer.concat([Buffer.from('company:\r\n  companyid: windows\r\n  name: '), Buffer.from([0xcd, 0xf5])]),
    };
    for (const [name, file] of Object.entries(files)) {
      await installation.apply(file as never);
      assert.equal((((await installation.show('windows')).company ?? {}) as { name: string }).name, name);
    }
    const { notices } = await readCompanyFile(installation.write('gbk.yaml', files.王!));
    assert.match(notices.map(({ en }) => en).join(), /gbk\.yaml is not UTF-8 and is read as GB18030: name: 王/);
  });

  test('may leave out the name of a company that exists, which stays', async () => {
    await installation.apply('company: { companyid: part, name: Part, language: en }\n');
    const { changes } = await installation.apply(
      'company: { companyid: part }\ngroups: [{ groupid: g2, group_name: 技术组 }]\n',
    );
    assert.deepEqual(changes, [{ change: 'create', section: 'groups', id: 'g2' }]);
    const { name, language } = (await installation.show('part')).company as { name: string; language: string };
    assert.deepEqual([name, language], ['Part', 'en']);
  });

  test('may have keys such as __proto__ where any key is allowed, and they are stored as keys', async () => {
    const macro =
      '{ "macroid": "m", "name": "M", "set": { "__proto__": { "a": 1 }, "constructor": "c", "empty": null } }';
    const file = `company: { companyid: keys, name: Keys }\nmacros: [ ${macro} ]\n`;
    await installation.apply(file);
    const [shown] = (await installation.show('keys')).macros as object[];
    assert.equal(JSON.stringify(shown), JSON.stringify(JSON.parse(macro)));
    assert.deepEqual((await installation.apply(file)).changes, []);
  });

  test('may have dates and bytes where any value is allowed, and they are stored as the texts that the file writes', async () => {
    const head = '%YAML 1.1\n---\ncompany: { companyid: tagged, name: 2026-01-01 }\n';
    const set = '{ at: 2026-01-01, bytes: !!binary aGVsbG8=, 2026-01-02: day, words: !!timestamp "2026-01-03" }';
    await installation.apply(`${head}macros: [{ macroid: m, name: m, set: ${set} }]\n`);
    const { macros, company } = (await installation.show('tagged')) as Record<string, object>;
    assert.deepEqual(macros, [
      {
        macroid: 'm',
        name: 'm',
        set: { at: '2026-01-01', bytes: 'aGVsbG8=', '2026-01-02': 'day', words: '2026-01-03' },
      },
    ]);
    assert.partialDeepStrictEqual(company, { companyid: 'tagged', name: '2026-01-01' });
  });

  for (const [form, numbers] of [
    [
      'YAML',
      'company: { companyid: 00123, name: 1.10 }\napps: [{ appid: 1.10, app_key: 007 }]\ncustomers: [{ userid: 007, user_nick: 1e3, partnerid: 1234567890123456789 }]\nmacros: [{ macroid: 1234567890123456789, name: m, set: { 1.10: 1.10, level: 3, far: .inf, near: 1e-400, long: 1234567890123456789e1, hex: 0x1FFFFFFFFFFFFFF1, few: 0x1F } }]\n',
    ],
    [
      'JSON',
      '{"company": {"companyid": "00123", "name": 1.10}, "apps": [{"appid": 1.10, "app_key": "007"}], "customers": [{"userid": "007", "user_nick": 1e3, "partnerid": 1234567890123456789}], "macros": [{"macroid": 1234567890123456789, "name": "m", "set": {"1.10": 1.10, "level": 3, "far": ".inf", "near": 1e-400, "long": 1234567890123456789e1, "hex": "0x1FFFFFFFFFFFFFF1", "few": 31}}]}',
    ],
  ]) {
    test(`of ${form} keeps the digits of numbers in texts, in keys, and in sections that are stored as given`, async () => {
      await installation.apply(numbers!);
      const { company, apps, customers, macros } = (await installation.show('00123')) as Record<string, object>;
      assert.partialDeepStrictEqual(
        { company, apps, customers },
        {
          company: { companyid: '00123', name: '1.10' },
          apps: [{ appid: '1.10', app_key: '007' }],
          customers: [{ userid: '007', user_nick: '1e3', partnerid: '1234567890123456789' }],
        },
      );
      assert.deepEqual(macros, [
        {
          macroid: '1234567890123456789',
          name: 'm',
          set: {
            '1.10': '1.10',
            level: 3,
            far: '.inf',
            near: '1e-400',
            long: '1234567890123456789e1',
            hex: '0x1FFFFFFFFFFFFFF1',
            few: 31,
          },
        },
      ]);
      assert.deepEqual((await installation.apply(numbers!)).changes, []);
    });
  }
});
