import { createReadStream } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Words } from '@gongdan/contract';
import { type Document, isMap } from 'yaml';
import { wordsOfFault } from '../config/fault-words.ts';
import { findEncoding, makeDecoder } from '../encoding.ts';
import { Problem, refusedCommand } from '../errors.ts';
import { type Fault, writePath } from './fault.ts';
import { makeLineFinder } from './line.ts';
import { parseFile } from './parse.ts';
import { checkValue, readValue } from './read-value.ts';
import {
  type CompanyFile,
  companyFile,
  type LaterChecked,
  laterChecked,
  type RegionEntry,
  regionTree,
} from './shape.ts';

/** A company file that was read, with the lines of its values. */
export interface SourceFile {
  readonly content: CompanyFile;
  /** Returns the line of the fault's place, from 1. */
  lineOf(fault: Fault): number;
  /** Returns a fault in words, with its line: `company.yaml:14: agents[3].agent_email: …`. */
  describe(fault: Fault): Words;
  /** Sentences for the operator, for example that a file is not UTF-8 and which encoding was guessed. */
  readonly notices: readonly Words[];
}

const largestFile = 32 * 1024 ** 2;
const mostFaultsShown = 100;

/** Reads a YAML or JSON file and the region tree that it names. Throws Problem with one line for each fault. */
export async function readCompanyFile(path: string): Promise<SourceFile> {
  const { value, ...source } = await readShaped(path, companyFile);
  const content = value as CompanyFile;
  if (typeof content.regions !== 'string') return { ...source, content };
  const regions = await readShaped(resolve(dirname(path), content.regions), regionTree, chooseItems);
  const tree = regions.value as RegionEntry[];
  return { ...source, content: { ...content, regions: tree }, notices: [...source.notices, ...regions.notices] };
}

/** Makes one Problem of the faults, each on its own line, in the order of the file. */
export function faultsProblem(file: Pick<SourceFile, 'describe' | 'lineOf'>, faults: readonly Fault[]): Problem {
  const placed = faults.map((fault) => ({ fault, line: file.lineOf(fault) }));
  const inOrder = placed.sort((one, other) => one.line - other.line);
  const shown = inOrder.slice(0, mostFaultsShown).map(({ fault }) => file.describe(fault));
  const more = faults.length - shown.length;
  if (more > 0) shown.push({ zh: `…… 另有 ${more} 处`, en: `… and ${more} more` });
  return refusedCommand({
    zh: shown.map(({ zh }) => zh).join('\n'),
    en: shown.map(({ en }) => en).join('\n'),
  });
}

/** If a file of regions holds the whole answer of get_region, only the answer's items are read. */
function chooseItems(document: Document): void {
  if (isMap(document.contents)) document.contents = document.get('items', true) as Document['contents'];
}

async function readShaped(
  path: string,
  shape: object,
  prepare: (document: Document) => void = () => {},
): Promise<{ readonly value: unknown } & Omit<SourceFile, 'content'>> {
  const { text, notices } = await readText(path);
  const name = basename(path);
  const { document, lines } = parseFile(text, (line, { zh, en }) =>
    refusedCommand({ zh: `${name}:${line}: ${zh}`, en: `${name}:${line}: ${en}` }),
  );
  prepare(document);
  const lineAt = makeLineFinder(document, lines);
  const source = {
    lineOf: (fault: Fault) => lineAt(fault.path),
    describe(fault: Fault) {
      const place = [`${name}:${source.lineOf(fault)}`, writePath(fault.path)].filter((part) => part !== '').join(': ');
      return { zh: `${place}: ${fault.text.zh}`, en: `${place}: ${fault.text.en}` };
    },
  };
  const faults: Fault[] = [];
  const value = readValue(document, shape, faults);
  if (faults.length > 0) throw faultsProblem(source, [...faults, ...laterFaults(value)]);
  return { value, ...source, notices };
}

/** Finds the faults of sections that are checked when the store is known, so that all faults of a file are reported at once. */
function laterFaults(file: unknown): Fault[] {
  if (typeof file !== 'object' || file === null) return [];
  return Object.entries(laterChecked).flatMap(([section, shape]) => {
    const entries: unknown = (file as { readonly [Name in LaterChecked]?: unknown })[section as LaterChecked];
    if (!Array.isArray(entries)) return [];
    return entries.flatMap((entry: unknown, index) => {
      // An entry that is no object, or that has no id, is among the other faults already.
      if (typeof entry !== 'object' || entry === null) return [];
      const { faults } = checkValue(entry, { ...shape, required: [] });
      return faults.map(({ path, text }) => ({ path: [section, index, ...path], text }));
    });
  });
}

async function readText(path: string): Promise<{ text: string; notices: Words[] }> {
  // `end` is included, so this reads one byte more than allowed: enough to notice a larger file, and to stop at a device
  // that never ends.
  const bytes = await buffer(createReadStream(path, { end: largestFile })).catch((cause: NodeJS.ErrnoException) => {
    const { zh, en } = wordsOfFault(cause, path);
    throw new Problem('request_refused', en, { zh, cause });
  });
  if (bytes.length > largestFile) {
    throw refusedCommand({ zh: `${path} 大于 32 MiB`, en: `${path} is larger than 32 MiB` });
  }
  const encoding = await findEncoding({ name: path, read: () => [bytes] });
  const text = makeDecoder(encoding)(bytes);
  return { text, notices: encoding === 'gb18030' ? [guessOf(path, text)] : [] };
}

function guessOf(path: string, text: string): Words {
  const line = text.split('\n').find((one) => /\P{ASCII}/u.test(one)) ?? '';
  const sample = line.slice(0, 200).replace(/\p{C}/gu, ' ').trim();
  return {
    zh: `${path} 不是 UTF-8，按 GB18030 读取：${sample}`,
    en: `${path} is not UTF-8 and is read as GB18030: ${sample}`,
  };
}
