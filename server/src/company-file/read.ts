import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { type Document, isMap, isNode, isSeq, LineCounter, type Pair, parseDocument } from 'yaml';
import { Problem } from '../errors.ts';
import { type Fault, type KeyPath, writePath } from './fault.ts';
import { readValue } from './read-value.ts';
import { type CompanyFile, companyFile, type RegionEntry, regionTree } from './shape.ts';

/** A company file as read: its contents and where each thing stands. */
export interface SourceFile {
  readonly content: CompanyFile;
  /** `company.yaml:14: agents[3].agent_email: …`, the line counted from 1. */
  describe(fault: Fault): string;
}

const largestFile = 32 * 1024 ** 2;
const mostFaultsTold = 20;

/** Reads a YAML or JSON file and the region tree it names. Throws Problem with a line for every fault of its shape. */
export async function readCompanyFile(path: string): Promise<SourceFile> {
  const { value, describe } = await readShaped(path, companyFile);
  const content = value as CompanyFile;
  if (typeof content.regions !== 'string') return { content, describe };
  const regions = await readRegionTree(resolve(dirname(path), content.regions));
  return { content: { ...content, regions }, describe };
}

/** One Problem of all the faults, each on its own line. */
export function faultsProblem(file: Pick<SourceFile, 'describe'>, faults: readonly Fault[]): Problem {
  const told = faults.slice(0, mostFaultsTold).map((fault) => file.describe(fault));
  const more = faults.length - told.length;
  return new Problem('request_refused', [...told, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n'));
}

/** A tree in get_region's form, its whole answer or the items alone. */
async function readRegionTree(path: string): Promise<RegionEntry[]> {
  const { value } = await readShaped(path, regionTree, (document) => {
    if (isMap(document.contents)) document.contents = document.get('items', true) as Document['contents'];
  });
  return value as RegionEntry[];
}

async function readShaped(path: string, shape: object, prepare: (document: Document) => void = () => {}) {
  const lines = new LineCounter();
  const document = parseDocument(await readText(path), {
    lineCounter: lines,
    prettyErrors: false,
    keepSourceTokens: false,
  });
  const name = basename(path);
  const unreadable = document.errors[0];
  if (unreadable) {
    throw new Problem('request_refused', `${name}:${lines.linePos(unreadable.pos[0]).line}: ${unreadable.message}`);
  }
  prepare(document);
  const describe = ({ path, text }: Fault) =>
    `${name}:${lineOf(document, lines, path)}: ${[writePath(path), text].filter((part) => part !== '').join(': ')}`;
  const faults: Fault[] = [];
  const value = readValue(document, shape, faults);
  if (faults.length > 0) throw faultsProblem({ describe }, faults);
  return { value, describe };
}

async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new Problem('request_refused', `cannot read ${path}: ${cause.code}`, { cause });
  });
  if (bytes.length > largestFile) throw new Problem('request_refused', `${path} is larger than 32 MiB`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Problem('request_refused', `${path} is not UTF-8`, { cause });
  }
}

/** The line of the key, or of the entry of a list; of what surrounds it when it is not there itself. */
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
    const pair = node.items.find((item: Pair) => isNode(item.key) && String(item.key) === step);
    return pair && { node: pair.value, at: startOf(pair.key) };
  }
  if (!isSeq(node) || typeof step !== 'number') return undefined;
  return { node: node.items[step], at: startOf(node.items[step]) };
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
