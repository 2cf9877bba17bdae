import type { Words } from '@gongdan/contract';
import type { YAMLParseError } from 'yaml';

/** Says why a file is no YAML. `line` is the text of the line at fault. */
export function yamlWords({ code, message }: YAMLParseError, line: string): Words {
  if (isForeignComment(line)) return foreignComment;
  const { zh, en } = special[code] ?? { zh: zhOf[code] ?? '不是有效的 YAML', en: message };
  if (!/[：，]/.test(line)) return { zh, en };
  return { zh: `${zh}；${fullWidth.zh}`, en: `${en}; ${fullWidth.en}` };
}

/** True for a line or a key with a comment of JavaScript. JSON with comments is read as YAML, which knows only `#`. */
export function isForeignComment(text: string): boolean {
  return /(^|[\s,{}[\]])\/[/*]/.test(text);
}

export const foreignComment: Words = {
  zh: '注释以 # 开头，不支持 // 与 /* */',
  en: 'a comment begins with #; // and /* */ are not supported',
};

export const fullWidth: Words = {
  zh: '冒号与逗号要用半角',
  en: 'a colon or comma of full width (：，) is a letter in YAML',
};

type Code = YAMLParseError['code'];

const special: { readonly [Name in Code]?: Words } = {
  TAB_AS_INDENT: { zh: '缩进不能用制表符，请用空格', en: 'Tabs are not allowed as indentation; use blanks' },
  BLOCK_AS_IMPLICIT_KEY: {
    zh: '一行里有两个“键: 值”；含冒号的文本请加引号',
    en: 'a second "key: value" on the line; put quotes around a text with a colon',
  },
};

const zhOf: { readonly [Name in Code]?: string } = {
  ALIAS_PROPS: '别名不能带锚点或标签',
  BAD_ALIAS: '别名的写法不对',
  BAD_COLLECTION_TYPE: '标签与列表或键值不符',
  BAD_DIRECTIVE: '指令的写法不对',
  BAD_DQ_ESCAPE: '双引号中有无效的转义',
  BAD_INDENT: '缩进不对，或者括号没有闭合',
  BAD_PROP_ORDER: '锚点与标签的位置不对',
  BAD_SCALAR_START: '文本不能以这个字符开头，请加引号',
  BLOCK_IN_FLOW: '括号里不能有缩进块',
  DUPLICATE_KEY: '键重复',
  KEY_OVER_1024_CHARS: '键超过 1024 个字符',
  MISSING_CHAR: '缺少引号、括号、逗号、冒号或短横',
  MULTILINE_IMPLICIT_KEY: '键必须写在一行里，冒号后要有空格',
  MULTIPLE_ANCHORS: '一个值只能有一个锚点',
  MULTIPLE_DOCS: '文件中有第二份文档',
  MULTIPLE_TAGS: '一个值只能有一个标签',
  NON_STRING_KEY: '键必须是文本',
  TAG_RESOLVE_FAILED: '标签与值不符',
  UNEXPECTED_TOKEN: '这里多了或少了符号',
};
