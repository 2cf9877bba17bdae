import type { Words } from '@gongdan/contract';
import { deepestCategory } from '../sections/categories.ts';

/** The sentences of docs/company-file.md that are not about one key. */
export const sentences = {
  kept: {
    zh: '目前没有功能使用这一部分：`apply` 检查格式并保存，然后提示。',
    en: 'Nothing acts on this section yet: `apply` checks its form, stores it and says so.',
  },
  seeRules: {
    zh: '`all`、`any` 与 `do` 里的键见本页末尾的“规则的条件与动作”。',
    en: 'The keys within `all`, `any` and `do` are at the end of this page, under “Conditions and actions of rules”.',
  },
  rulesTitle: { zh: '规则的条件与动作', en: 'Conditions and actions of rules' },
  rules: {
    zh: '`any` 中的条件与 `all` 中的写法相同。一个列表最多 20 个条件，一条规则最多 10 个动作。',
    en: 'Conditions in `any` are written like those in `all`. A list has at most 20 conditions, and a rule at most 10 actions.',
  },
  required: { zh: '必填', en: 'required' },
  anything: { zh: '任意值', en: 'any value' },
  columns: { zh: ['键', '形式', '默认', '含义'], en: ['key', 'form', 'default', 'meaning'] },
} as const satisfies Readonly<
  Record<string, Words | { readonly zh: readonly string[]; readonly en: readonly string[] }>
>;

const made = '<!-- Made from server/src/company-file by server/scripts/company-file-docs.ts. -->';

export const introduction: Words = {
  en: `# The company file

[中文](company-file.zh-CN.md)

${made}

One YAML or JSON file describes a company: its people, ticket fields, categories, push endpoints and views. \`gongdan init\`
writes a first file with comments, and \`gongdan apply company.yaml\` sets the company up as the file says. \`gongdan show COMPANYID\`
prints a company as such a file. For a large example, see
[server/src/operating/demo/company.yaml](../server/src/operating/demo/company.yaml).

- **Applying is idempotent.** A second \`apply\` of the same file changes nothing. The file is checked whole before anything is
  written, and the write is one transaction.
- **What the file leaves out stays.** That holds for sections, entries and keys. \`--prune\` removes the entries of a listed
  section that the file no longer has and that nothing refers to. It lists them first and asks; where nobody can be asked,
  it needs \`--yes\`.
- **\`--dry-run\` writes nothing** and prints what would change: the old and the new value of each key, secrets starred.
- **Errors name the line and the key**, all at once: \`company.yaml:14: agents[3].groups[0]: there is no g9 among the groups\`.
- **Ids** consist of 1 to 64 characters of \`A-Z a-z 0-9 _ -\` and are unique in their section, within the company.
- **Sizes:** at most 10,000 entries and 32 MiB a file, and categories ${deepestCategory} levels deep. \`gongdan import\` brings in more customers.
- **Encoding:** UTF-8, UTF-16 with a byte order mark, or GB18030. Anchors and aliases of YAML may be used, merge keys (\`<<\`) may not.

An editor with a YAML language server completes and checks the keys when the file begins with the following line. \`gongdan init\`
writes it, and the schema beside the file. The same schema is [company-file.schema.json](../server/data/company-file.schema.json).

\`\`\`yaml
# yaml-language-server: $schema=company.schema.json
\`\`\`

The examples of this page, put together, are one company that can be applied.`,
  zh: `# 企业文件

[English](company-file.md)

${made}

一个 YAML 或 JSON 文件描述一个企业：人员、工单字段、分类、推送端点与视图。\`gongdan init\` 写出带注释的初始文件，\`gongdan apply company.yaml\` 按文件设置企业，\`gongdan show COMPANYID\` 把企业打印成这样的文件。较大的示例见 [server/src/operating/demo/company.yaml](../server/src/operating/demo/company.yaml)。

- **\`apply\` 是幂等的。** 同一文件再次 \`apply\` 不会有任何变化。写入之前先检查整个文件，写入在一个事务里完成。
- **文件里省略的保持不变。** 部分、条目与键都是如此。\`--prune\` 在文件列出的部分里，删除文件不再列出、也没有被引用的条目；它先列出这些条目并询问，无法询问时需要 \`--yes\`。
- **\`--dry-run\` 不写入**，只打印将要发生的变更：每个键的旧值与新值，密钥用星号代替。
- **错误一次全部列出**，并指出行号与键：\`company.yaml:14: agents[3].groups[0]: there is no g9 among the groups\`。
- **编号** 由 1 至 64 个 \`A-Z a-z 0-9 _ -\` 范围内的字符组成，在企业的同一部分里唯一。
- **大小：** 一个文件最多 10,000 个条目、32 MiB，分类最多 ${deepestCategory} 级。更多客户请用 \`gongdan import\` 导入。
- **编码：** UTF-8、带字节序标记的 UTF-16，或 GB18030。可以使用 YAML 的锚点与别名，不支持合并键（\`<<\`）。

文件以下面这一行开头时，支持 YAML 语言服务器的编辑器会补全并检查各个键。\`gongdan init\` 会写入这一行，并在文件旁边写出模式文件。同一份模式文件是 [company-file.schema.json](../server/data/company-file.schema.json)。

\`\`\`yaml
# yaml-language-server: $schema=company.schema.json
\`\`\`

本页各部分的示例合在一起，就是一个可以直接 \`apply\` 的企业。`,
};
