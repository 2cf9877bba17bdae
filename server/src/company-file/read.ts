import { createReadStream } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type Document, isMap, isNode, isScalar, isSeq, type LineCounter, type Pair } from 'yaml';
import { findEncoding, makeDecoder } from '../encoding.ts';
import { Problem } from '../errors.ts';
import { type Fault, type KeyPath, writePath } from './fault.ts';
import { parseFile } from './parse.ts';
import { readValue, writtenKey } from './read-value.ts';
import { type CompanyFile, companyFile, type RegionEntry, regionTree } from './shape.ts';

/** A company file that was read, with the lines of its values. */
export interface SourceFile {
  readonly content: CompanyFile;
  /** Returns a fault in words, with its line from 1: `company.yaml:14: agents[3].agent_email: …`. */
  describe(fault: Fault): string;
  /** Sentences for the operator, for example that a file is not UTF-8 and which encoding was guessed. */
  readonly notices: readonly string[];
}

const largestFile = 32 * 1024 ** 2;
const mostFaultsShown = 20;

/** Reads a YAML or JSON file and the region tree that it names. Throws Problem with one line for each fault. */
export async function readCompanyFile(path: string): Promise<SourceFile> {
  const { value, describe, notices } = await readShaped(path, companyFile);
  const content = value as CompanyFile;
  if (typeof content.regions !== 'string') return { content, describe, notices };
  const regions = await readShaped(resolve(dirname(path), content.regions), regionTree, chooseItems);
  const tree = regions.value as RegionEntry[];
  return { content: { ...content, regions: tree }, describe, notices: [...notices, ...regions.notices] };
}

/** Makes one Problem of the faults, each on its own line. */
export function faultsProblem(file: Pick<SourceFile, 'describe'>, faults: readonly Fault[]): Problem {
  const shown = faults.slice(0, mostFaultsShown).map((fault) => file.describe(fault));
  const more = faults.length - shown.length;
  return new Problem('request_refused', [...shown, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n'));
}

/** If a file of regions holds the whole answer of get_region, only the answer's items are read. */
function chooseItems(document: Document): void {
  if (isMap(document.contents)) document.contents = document.get('items', true) as Document['contents'];
}

async function readShaped(path: string, shape: object, prepare: (document: Document) => void = () => {}) {
  const { text, notices } = await readText(path);
  const name = basename(path);
  const { document, lines } = parseFile(name, text);
  prepare(document);
  const describe = ({ path, text }: Fault) =>
    `${name}:${lineOf(document, lines, path)}: ${[writePath(path), text].filter((part) => part !== '').join(': ')}`;
  const faults: Fault[] = [];
  const value = readValue(document, shape, faults);
  if (faults.length > 0) throw faultsProblem({ describe }, faults);
  return { value, describe, notices };
}

async function readText(path: string): Promise<{ text: string; notices: string[] }> {
  // `end` is included, so this reads one byte more than allowed: enough to notice a larger file, and to stop at a device
  // that never ends.
  const bytes = await buffer(createReadStream(path, { end: largestFile })).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? `there is no file ${path}` : `cannot read ${path}: ${cause.code}`;
    throw new Problem('request_refused', why, { cause });
  });
  if (bytes.length > largestFile) throw new Problem('request_refused', `${path} is larger than 32 MiB`);
  const encoding = await findEncoding({ name: path, read: () => [bytes] });
  const text = makeDecoder(encoding)(bytes);
  return { text, notices: encoding === 'gb18030' ? [guessOf(path, text)] : [] };
}

function guessOf(path: string, text: string): string {
  const line = text.split('\n').find((one) => /\P{ASCII}/u.test(one)) ?? '';
  return `${path} is not UTF-8 and is read as GB18030: ${line.slice(0, 200).replace(/\p{C}/gu, ' ').trim()}`;
}

/** Returns the line of the key or list entry; when it is missing, the line of its nearest parent. */
function lineOf(document: Document, lines: LineCounter, path: KeyPath): number {
  let at = 0;
  let node: unknown = document.contents;
  for (const step of path) {
    const next = childOf(node, step);
    if (!next) break;
    at = next.at ?? at;
    node = next.node;
  }
  return lines.linePos(at).line;
}

function childOf(node: unknown, step: string | number): { node: unknown; at: number | undefined } | undefined {
  if (isMap(node)) {
    const pair = node.items.findLast((item: Pair) => isScalar(item.key) && writtenKey(item.key) === step);
    return pair && { node: pair.value, at: startOf(pair.key) };
  }
  if (!isSeq(node) || typeof step !== 'number') return undefined;
  return { node: node.items[step], at: startOf(node.items[step]) };
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
