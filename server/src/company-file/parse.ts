import { Composer, type Document, Lexer, LineCounter, Parser, type YAMLParseError } from 'yaml';
import { Problem } from '../errors.ts';

/** A file as a tree of nodes, with the offsets of its lines. */
export interface ParsedFile {
  readonly document: Document;
  readonly lines: LineCounter;
}

/** The most levels of nesting. The library calls itself at each level; no section needs more than twenty. */
export const deepest = 100;

/**
 * The most tokens of a file. A file of 10,000 entries, or of all regions down to streets, has a third of them. Parsing
 * this many takes about 1 GB of memory.
 */
const mostTokens = 3_000_000;

/** Parses YAML or JSON. Throws Problem with the line at which the file is malformed, too deep or too large. */
export function parseFile(name: string, text: string): ParsedFile {
  const lines = new LineCounter();
  const refuse = (offset: number, why: string) =>
    new Problem('request_refused', `${name}:${lines.linePos(offset).line}: ${why}`);
  // read-value.ts finds repeated keys. The library would compare each key with every other one, which takes long.
  const composer = new Composer({ lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const documents = composer.compose(boundedTokens(text, lines, refuse), true, text.length);
  const document = documents.next().value as Document;
  const unreadable: YAMLParseError | undefined = document.errors[0];
  if (unreadable) throw refuse(unreadable.pos[0], unreadable.message);
  const second = documents.next();
  if (!second.done) throw refuse(second.value.range[0], 'a second document begins');
  return { document, lines };
}

/** Yields what `Parser.parse` yields, and bounds tokens and depth. The parser's stack holds the open collections. */
function* boundedTokens(text: string, lines: LineCounter, refuse: (offset: number, why: string) => Problem) {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  let count = 0;
  for (const token of new Lexer().lex(text)) {
    yield* parser.next(token);
    count += 1;
    if (count > mostTokens) throw refuse(parser.offset, 'the file is too large');
    if (parser.stack.length > deepest) throw refuse(parser.offset, `nested more than ${deepest} levels deep`);
  }
  yield* parser.end();
}
