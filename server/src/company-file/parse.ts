import type { Words } from '@gongdan/contract';
import { Composer, type Document, Lexer, LineCounter, Parser, type YAMLParseError } from 'yaml';
import { yamlWords } from './yaml-words.ts';

/** A file as a tree of nodes, with the offsets of its lines. */
export interface ParsedFile {
  readonly document: Document;
  readonly lines: LineCounter;
}

/** The most levels of nesting. The library calls itself at each level; no section needs more than twenty. */
export const deepest = 100;

export const tooDeep: Words = { zh: `嵌套超过 ${deepest} 层`, en: `nested more than ${deepest} levels deep` };
export const tooLarge: Words = { zh: '文件过大', en: 'the file is too large' };

/**
 * The most tokens of a file. A file of 10,000 entries, or of all regions down to streets, has a third of them. Parsing
 * this many takes about 1 GB of memory.
 */
const mostTokens = 3_000_000;

/** Makes the error for a file that cannot be parsed; `line` counts from 1. */
export type Refuse = (line: number, why: Words) => Error;

/** Parses YAML or JSON. Throws what `refuse` makes when the file is malformed, too deep or too large. */
export function parseFile(text: string, refuse: Refuse): ParsedFile {
  const lines = new LineCounter();
  const refuseAt = (offset: number, why: Words) => refuse(lines.linePos(offset).line, why);
  // read-value.ts finds repeated keys. The library would compare each key with every other one, which takes long.
  const composer = new Composer({ lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const documents = composer.compose(boundedTokens(text, lines, refuseAt), true, text.length);
  const document = documents.next().value as Document;
  const unreadable: YAMLParseError | undefined = document.errors[0];
  if (unreadable) throw refuseAt(unreadable.pos[0], yamlWords(unreadable, lineAt(text, unreadable.pos[0])));
  const second = documents.next();
  if (!second.done) throw refuseAt(second.value.range[0], secondDocument);
  return { document, lines };
}

const secondDocument: Words = { zh: '从这里开始了第二份文档', en: 'a second document begins' };

function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end < 0 ? undefined : end);
}

/** Yields what `Parser.parse` yields, and bounds tokens and depth. The parser's stack holds the open collections. */
function* boundedTokens(text: string, lines: LineCounter, refuseAt: (offset: number, why: Words) => Error) {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  let count = 0;
  for (const token of new Lexer().lex(text)) {
    yield* parser.next(token);
    count += 1;
    if (count > mostTokens) throw refuseAt(parser.offset, tooLarge);
    if (parser.stack.length > deepest) throw refuseAt(parser.offset, tooDeep);
  }
  yield* parser.end();
}
