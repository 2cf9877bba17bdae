import { Composer, type Document, Lexer, LineCounter, Parser, type YAMLParseError } from 'yaml';
import { Problem } from '../errors.ts';

/** A file as a tree of nodes, and where its lines begin. */
export interface ParsedFile {
  readonly document: Document;
  readonly lines: LineCounter;
}

/** No section goes deeper than twenty. The library's composer calls itself at each level and has no bound of its own. */
export const deepest = 100;

/** A file of 10,000 entries, or of all regions down to streets, has a third of that; so many take about 1 GB. */
const mostPieces = 3_000_000;

/** Parses YAML or JSON. Throws Problem with the line of the first error, or where the file gets too deep or too large. */
export function parseFile(name: string, text: string): ParsedFile {
  const lines = new LineCounter();
  const refuse = (offset: number, why: string) =>
    new Problem('request_refused', `${name}:${lines.linePos(offset).line}: ${why}`);
  // Keys are compared in read-value.ts: the library compares each with every other one.
  const composer = new Composer({ lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const documents = composer.compose(boundedTokens(text, lines, refuse), true, text.length);
  const document = documents.next().value as Document;
  const unreadable: YAMLParseError | undefined = document.errors[0];
  if (unreadable) throw refuse(unreadable.pos[0], unreadable.message);
  const second = documents.next();
  if (!second.done) throw refuse(second.value.range[0], 'a second document begins');
  return { document, lines };
}

/** As `Parser.parse` does it, piece by piece. The stack of the parser holds what is open. */
function* boundedTokens(text: string, lines: LineCounter, refuse: (offset: number, why: string) => Problem) {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  let pieces = 0;
  for (const piece of new Lexer().lex(text)) {
    yield* parser.next(piece);
    pieces += 1;
    if (pieces > mostPieces) throw refuse(parser.offset, 'the file is too large');
    if (parser.stack.length > deepest) throw refuse(parser.offset, `nested more than ${deepest} levels deep`);
  }
  yield* parser.end();
}
