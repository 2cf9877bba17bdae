import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { onEveryDatabase } from '../databases.ts';
import { installationOn, type TestInstallation } from './installation.ts';

const head = 'company: { companyid: acme, name: Acme }\n';

/** Fault → the file, and what the refusal must say: most name the line and key. */
const bad: Record<string, { file: string; says: RegExp }> = {
  'a file that is no YAML': { file: 'company: { name: [}\n', says: /^company\.yaml:1: / },
  'a file that is a list': { file: '- company\n', says: /company\.yaml:1: expected keys and values/ },
  'an empty file': { file: '', says: /company\.yaml:1: expected keys and values/ },
  'no company': { file: 'groups: []\n', says: /company\.yaml:1: company is missing/ },
  'no companyid': { file: 'company: { name: Acme }\n', says: /:1: company: companyid is missing/ },
  'a companyid with a slash': {
    file: 'company: { companyid: a/b, name: x }\n',
    says: /:1: company\.companyid: expected 1 to 64/,
  },
  'an unknown time zone': {
    file: 'company:\n  companyid: acme\n  name: x\n  timezone: Mars/Base\n',
    says: /:4: company\.timezone: no such time zone/,
  },
  'an unknown language': {
    file: 'company: { companyid: acme, name: x, language: fr }\n',
    says: /:1: company\.language: expected one of zh-CN, en/,
  },
  'an unknown setting': {
    file: 'company:\n  companyid: acme\n  name: x\n  settings:\n    reopen: true\n',
    says: /:5: company\.settings\.reopen: no such key/,
  },
  'an unknown section': { file: `${head}group: []\n`, says: /:2: group: no such key/ },
  'a section that is no list': { file: `${head}groups: { groupid: g1 }\n`, says: /:2: groups: expected a list/ },
  'a key twice': { file: `${head}groups: []\ngroups: []\n`, says: /:3: .*unique/ },
  'an id with a blank': {
    file: `${head}groups:\n  - { groupid: g 1, group_name: x }\n`,
    says: /:3: groups\[0\]\.groupid: expected/,
  },
  'an id twice': {
    file: `${head}groups:\n  - { groupid: g1, group_name: x }\n  - { groupid: g1, group_name: y }\n`,
    says: /:4: groups\[1\]: g1 is there twice/,
  },
  'a group without a name': {
    file: `${head}groups:\n  - groupid: g1\n    group_name:\n`,
    says: /:4: groups\[0\]\.group_name: expected text/,
  },
  'an agent in an unknown group': {
    file: `${head}agents:\n  - { agentid: a1, agent_name: ming, groups: [g9] }\n`,
    says: /:3: agents\[0\]\.groups\[0\]: there is no g9 among the groups/,
  },
  'an agent in a group twice': {
    file: `${head}groups: [{ groupid: g1, group_name: x }]\nagents:\n  - { agentid: a1, agent_name: m, groups: [g1, g1] }\n`,
    says: /:4: agents\[0\]\.groups\[1\]: g1 is named twice/,
  },
  'an unknown role': {
    file: `${head}agents:\n  - { agentid: a1, agent_name: ming, role: boss }\n`,
    says: /:3: agents\[0\]\.role: expected one of agent, supervisor, admin/,
  },
  'two agents whose e-mails differ only in the case of a letter beyond ASCII': {
    file: `${head}agents:\n  - { agentid: a1, agent_name: a, agent_email: É@x.example }\n  - { agentid: a2, agent_name: b, agent_email: é@x.example }\n`,
    says: /:4: agents\[1\]\.agent_email: a1 has the same/,
  },
  'two agents whose e-mails differ only in case': {
    file: `${head}agents:\n  - { agentid: a1, agent_name: a, agent_email: M@x.example }\n  - { agentid: a2, agent_name: b, agent_email: m@x.example }\n`,
    says: /:4: agents\[1\]\.agent_email: a1 has the same/,
  },
  'a short password': {
    file: `${head}agents:\n  - { agentid: a1, agent_name: a, password: short }\n`,
    says: /:3: agents\[0\]\.password: must have 10 to 200 characters/,
  },
  'a common password': {
    file: `${head}agents:\n  - { agentid: a1, agent_name: a, password: password123 }\n`,
    says: /:3: agents\[0\]\.password: is one of the most common passwords/,
  },
  'two customers with one partnerid': {
    file: `${head}customers:\n  - { userid: u1, user_nick: a, partnerid: p }\n  - { userid: u2, user_nick: b, partnerid: p }\n`,
    says: /:4: customers\[1\]\.partnerid: u1 has the same/,
  },
  'a customer without a nick': {
    file: `${head}customers:\n  - { userid: u1 }\n`,
    says: /:3: customers\[0\]: user_nick is missing/,
  },
  'a field type that is no number': {
    file: `${head}fields:\n  - { fieldid: f1, field_name: x, field_type: select }\n`,
    says: /:3: fields\[0\]\.field_type: expected an integer/,
  },
  'options of a text field': {
    file: `${head}fields:\n  - { fieldid: f1, field_name: x, field_type: 1, options: [{ data_name: a, data_value: a }] }\n`,
    says: /:3: fields\[0\]\.options: only fields of type/,
  },
  'an option twice': {
    file: `${head}fields:\n  - fieldid: f1\n    field_name: x\n    field_type: 6\n    options:\n      - { data_name: a, data_value: v }\n      - { data_name: b, data_value: v }\n`,
    says: /:8: fields\[0\]\.options\[1\]: the value v is there twice/,
  },
  'a comma in the value of a check box': {
    file: `${head}fields:\n  - { fieldid: f1, field_name: x, field_type: 7, options: [{ data_name: a, data_value: "a,b" }] }\n`,
    says: /fields\[0\]\.options\[0\]: a value must have no comma/,
  },
  'options in options of a plain select': {
    file: `${head}fields:\n  - { fieldid: f1, field_name: x, field_type: 6, options: [{ data_name: a, options: [{ data_name: b }] }] }\n`,
    says: /fields\[0\]\.options\[0\]: only fields of type 9/,
  },
  'a min that is greater than max': {
    file: `${head}fields:\n  - { fieldid: f1, field_name: x, field_type: 5, min: 2, max: 1 }\n`,
    says: /fields\[0\]\.min: 2 is greater than max, 1/,
  },
  'a template with an unknown field': {
    file: `${head}templates:\n  - { templateid: t1, template_name: x, fields: [f9] }\n`,
    says: /:3: templates\[0\]\.fields\[0\]: there is no f9/,
  },
  'a category with an unknown template': {
    file: `${head}categories:\n  - { typeid: "9", type_name: x, templateid: t9 }\n`,
    says: /:3: categories\[0\]\.templateid: there is no t9/,
  },
  'a category name of 21 characters': {
    file: `${head}categories:\n  - { typeid: "9", type_name: ${'分'.repeat(21)} }\n`,
    says: /:3: categories\[0\]\.type_name: expected text of 1 to 20/,
  },
  'categories six levels deep': {
    file: `${head}categories:\n  - ${nested(6)}\n`,
    says: /:3: categories\[0\](\.categories\[0\]){5}: categories go 5 levels deep/,
  },
  'a category twice in the tree': {
    file: `${head}categories:\n  - { typeid: c1, type_name: x, categories: [{ typeid: c1, type_name: y }] }\n`,
    says: /categories\[0\]\.categories\[0\]: c1 is there twice/,
  },
  'a fixed status': {
    file: `${head}statuses:\n  - { status_code: 99, status_name: x, status_type: 6 }\n`,
    says: /:3: statuses\[0\]\.status_code: 99 is a fixed status/,
  },
  'the name of a fixed status': {
    file: `${head}statuses:\n  - { status_code: 10, status_name: 已关闭, status_type: 6 }\n`,
    says: /:3: statuses\[0\]\.status_name: the name of a fixed status/,
  },
  'two statuses of one name': {
    file: `${head}statuses:\n  - { status_code: 10, status_name: x, status_type: 4 }\n  - { status_code: 11, status_name: x, status_type: 4 }\n`,
    says: /:4: statuses\[1\]\.status_name: 10 has the same/,
  },
  'the status type of deleted tickets': {
    file: `${head}statuses:\n  - { status_code: 10, status_name: x, status_type: 7 }\n`,
    says: /:3: statuses\[0\]\.status_type: expected an integer from 1 to 6/,
  },
  'thirty-one statuses': {
    file: `${head}statuses:\n${many(31, (n) => `  - { status_code: ${100 + n}, status_name: s${n}, status_type: 2 }\n`)}`,
    says: /:2: statuses: 31; a company may have 30/,
  },
  'too many entries': {
    file: `${head}groups:\n${many(10_001, (n) => `- {groupid: g${n}, group_name: x}\n`)}`,
    says: /:1: 1000\d entries; a file may have 10000/,
  },
  'a file of regions that does not exist': {
    file: `${head}regions: nowhere.json\n`,
    says: /nowhere\.json: there is no such file or folder \(ENOENT\)$/,
  },
  'a folder in place of the regions': {
    file: `${head}regions: .\n`,
    says: /: it is a folder, not a file \(EISDIR\)$/,
  },
  'a push without an address': {
    file: `${head}pushes:\n  - { pushid: w1 }\n`,
    says: /:3: pushes\[0\]: url is missing/,
  },
  'a push to a file': {
    file: `${head}pushes:\n  - { pushid: w1, url: "file:///etc/passwd" }\n`,
    says: /:3: pushes\[0\]\.url: expected an http/,
  },
  'a push of an unknown event': {
    file: `${head}pushes:\n  - { pushid: w1, url: "https://x.example", events: [moved] }\n`,
    says: /:3: pushes\[0\]\.events\[0\]: expected one of created/,
  },
  'hours of a calendar in an unknown form': {
    file: `${head}calendars:\n  - { calendarid: c1, name: x, hours: { mon: ["9-18"] } }\n`,
    says: /:3: calendars\[0\]\.hours\.mon\[0\]: expected hours such as/,
  },
  'a trigger that does nothing': {
    file: `${head}triggers:\n  - { triggerid: r1, name: x, on: [created] }\n`,
    says: /:3: triggers\[0\]: do is missing/,
  },
  'an automation with an unknown key': {
    file: `${head}automations:\n  - { automationid: m1, name: x, do: [], every: 5m }\n`,
    says: /:3: automations\[0\]\.every: no such key/,
  },
  'a text with a NUL': {
    file: `${head}groups:\n  - { groupid: g1, group_name: "a\\0b" }\n`,
    says: /:3: groups\[0\]\.group_name/,
  },
  'half of a surrogate pair': {
    file: `${head}groups:\n  - { groupid: g1, group_name: "a\\ud800" }\n`,
    says: /:3: groups\[0\]\.group_name/,
  },
};

onEveryDatabase('a company file with faults:', (stores) => {
  let installation: TestInstallation;

  before(async () => {
    installation = installationOn(await stores.open());
  });

  for (const [name, { file, says }] of Object.entries(bad)) {
    test(`${name}: the refusal names it, and nothing is written`, async () => {
      const faults = await installation.faults(file);
      assert.match(faults.join('\n'), says);
      const written = await installation.db.query.selectFrom('company').selectAll().execute();
      assert.deepEqual(written, []);
    });
  }

  test('all faults are reported at once', async () => {
    const faults = await installation.faults(`${head}agents:\n  - { agentid: a1, agent_name: a, groups: [g8, g9] }\n`);
    assert.equal(faults.length, 2);
  });
});

onEveryDatabase('a company file and entries of the store:', (stores) => {
  let installation: TestInstallation;

  before(async () => {
    installation = installationOn(await stores.open());
    await installation.apply({
      company: { companyid: 'acme', name: 'Acme' },
      apps: [{ appid: 'acme-app', app_key: 'k' }],
      agents: [{ agentid: 'a1', agent_name: 'ming', agent_email: 'ming@x.example' }],
      customers: [{ userid: 'u1', user_nick: 'x', partnerid: 'p1' }],
      categories: [chain(5)],
    });
  });

  test('an appid of another company is refused', async () => {
    const faults = await installation.faults({
      company: { companyid: 'other', name: 'x' },
      apps: [{ appid: 'acme-app' }],
    });
    assert.match(faults[0]!, /apps\[0\]: the appid acme-app belongs to another company/);
  });

  test('an e-mail is taken when an agent has it whom the file does not name', async () => {
    const faults = await installation.faults({
      company: { companyid: 'acme', name: 'Acme' },
      agents: [{ agentid: 'a2', agent_name: 'hong', agent_email: 'Ming@x.example' }],
    });
    assert.match(faults[0]!, /agents\[0\]\.agent_email: a1 has the same/);
  });

  test('a partnerid is taken when a customer has it whom the file does not name', async () => {
    const faults = await installation.faults({
      company: { companyid: 'acme', name: 'Acme' },
      customers: [{ userid: 'u2', user_nick: 'y', partnerid: 'p1' }],
    });
    assert.match(faults[0]!, /customers\[0\]\.partnerid: u1 has the same/);
  });

  test('a category moves with its stored children, which must not get too deep', async () => {
    const faults = await installation.faults({
      company: { companyid: 'acme', name: 'Acme' },
      categories: [{ typeid: 'top', type_name: 'top', categories: [{ typeid: 'c1', type_name: 'c1' }] }],
    });
    assert.match(faults[0]!, /categories\[0\]\.categories\[0\]: categories go 5 levels deep/);
  });

  test('two companies may use the same ids', async () => {
    await installation.apply({
      company: { companyid: 'second', name: 'Second' },
      agents: [{ agentid: 'a1', agent_name: 'other', agent_email: 'ming@x.example' }],
    });
  });
});

function nested(levels: number, level = 1): string {
  const below = level < levels ? `, categories: [${nested(levels, level + 1)}]` : '';
  return `{ typeid: c${level}, type_name: c${level}${below} }`;
}

function chain(levels: number, level = 1): object {
  const below = level < levels ? { categories: [chain(levels, level + 1)] } : {};
  return { typeid: `c${level}`, type_name: `c${level}`, ...below };
}

function many(count: number, line: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => line(n)).join('');
}
