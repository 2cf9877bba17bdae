import type { Words } from '@gongdan/contract';
import {
  type Alias,
  Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Fault, KeyPath } from './fault.ts';
import { choicesOf, formOf, type Shape } from './form.ts';
import { noSuchKey } from './near.ts';
import { deepest, tooDeep, tooLarge } from './parse.ts';
import { readAnyScalar, readScalar, writtenKey } from './read-scalar.ts';
import { foreignComment, fullWidth, isForeignComment } from './yaml-words.ts';

interface Reading {
  /** The node that each alias refers to. */
  readonly targets: ReadonlyMap<Alias, Node>;
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly faults: Fault[];
  /**
   * How many more nodes may be read. A bound is needed, because a small file of aliases to aliases can stand for billions
   * of nodes. The count is in an object, because inner shapes get a copy of the `Reading` and must share the count.
   */
  readonly budget: { left: number };
}

/** Returns the document's value, converted to what its shape demands. Adds every fault to `faults`, with its place. */
export function readValue(document: Document, shape: object, faults: Fault[]): unknown {
  const reading: Reading = { targets: aliasTargets(document), shapes: {}, faults, budget: { left: 1_000_000 } };
  return read(reading, document.contents as Node | null, shape as Shape, []);
}

/** Checks a value that was read without its shape, and converts it to what the shape demands. */
export function checkValue(
  given: object,
  shape: object,
): { readonly value: unknown; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const value = readValue(new Document(given, { aliasDuplicateObjects: false }), shape, faults);
  return { value, faults };
}

/** Resolves all aliases in one pass, because `Alias.resolve` walks the whole document for each. */
function aliasTargets(document: Document): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node(_key, node) {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.set(node.anchor, node as Node);
        return;
      }
      const target = anchors.get(node.source);
      if (target) targets.set(node, target);
    },
  });
  return targets;
}

function read(reading: Reading, given: Node | null, shape: Shape, path: KeyPath): unknown {
  const { budget } = reading;
  budget.left -= 1;
  // Reports the fault once only.
  if (budget.left < 0) return budget.left === -1 ? wrong(reading, path, tooLarge) : undefined;
  // An alias may refer to a node that contains it.
  if (path.length > deepest) return wrong(reading, path, tooDeep);
  const node = isAlias(given) ? reading.targets.get(given) : given;
  if (node === undefined) return wrong(reading, path, noAnchor((given as Alias).source));
  if (shape.$ref !== undefined) {
    const inner = shape.$defs ? { ...reading, shapes: { ...reading.shapes, ...shape.$defs } } : reading;
    return read(inner, node, inner.shapes[shape.$ref]!, path);
  }
  const choices = choicesOf(shape);
  if (shape.anyOf && !choices) return read(reading, node, alternative(shape.anyOf, node), path);
  if (shape.type === undefined && !choices) return readAnything(reading, node, path);
  if (isBlank(node)) return readBlank(reading, shape, path);
  if (shape.type === 'object') return readObject(reading, node, shape, path);
  if (shape.type === 'array') return readList(reading, node, shape, path);
  const value = isScalar(node) ? readScalar(node, shape) : undefined;
  return value === undefined ? wrong(reading, path, expected(shape)) : value;
}

/** Reads a key without a value: null, "" or an empty list, whichever the shape allows. For other shapes it is a fault. */
function readBlank(reading: Reading, shape: Shape, path: KeyPath): unknown {
  if (shape.type === 'null') return null;
  if (shape.default === '') return '';
  if (shape.type === 'array' && shape.default !== undefined) return [];
  const { zh, en } = expected(shape);
  return wrong(reading, path, { zh: `${zh}，不能为空`, en: `${en}, not nothing` });
}

function readObject(reading: Reading, node: Node | null, shape: Shape, path: KeyPath): unknown {
  if (!isMap(node)) return wrong(reading, path, noObject(node));
  const given = entriesOf(reading, node, path);
  for (const key of shape.required ?? []) {
    if (!given.has(key)) wrong(reading, path, { zh: `缺少 ${key}`, en: `${key} is missing` });
  }
  const entries = [...given].flatMap(([key, child]) => {
    const inner = shapeOf(shape, key);
    if (inner) return [[key, read(reading, child, inner, [...path, key])]];
    // Only the first faults are shown, and comparing a million keys would take long.
    const isShown = reading.faults.length < mostCompared;
    const absent = isShown ? Object.keys(shape.properties ?? {}).filter((known) => !given.has(known)) : [];
    wrong(reading, [...path, key], noSuchKey(key, absent));
    return [];
  });
  return Object.fromEntries(entries);
}

const mostCompared = 1000;

/** Returns the shape of a key. Considers own keys only, because every object inherits `constructor` and `toString`. */
function shapeOf(
  { properties = {}, patternProperties = {}, additionalProperties }: Shape,
  key: string,
): Shape | undefined {
  if (Object.hasOwn(properties, key)) return properties[key];
  return Object.values(patternProperties)[0] ?? (additionalProperties === false ? undefined : {});
}

/** Reads a value for which the shape states no type. */
function readAnything(reading: Reading, node: Node | null, path: KeyPath): unknown {
  if (isMap(node)) return readObject(reading, node, {}, path);
  if (isSeq(node)) return readList(reading, node, { items: {} }, path);
  return isScalar(node) ? readAnyScalar(node) : null;
}

function entriesOf(reading: Reading, map: YAMLMap, path: KeyPath): Map<string, Node | null> {
  const entries = new Map<string, Node | null>();
  for (const { key, value } of map.items) {
    if (!isScalar(key)) {
      wrong(reading, path, noWord);
      continue;
    }
    const name = writtenKey(key);
    const why = faultOfKey(name, key.type === 'PLAIN');
    if (why) {
      wrong(reading, [...path, name], why);
      continue;
    }
    if (entries.has(name)) wrong(reading, [...path, name], twice);
    entries.set(name, value as Node | null);
  }
  return entries;
}

/** Returns why a key cannot be meant as a key. A key in quotes may be any text. */
function faultOfKey(name: string, isPlain: boolean): Words | undefined {
  if (!isPlain) return undefined;
  if (name === '<<') return noMerging;
  if (isForeignComment(name)) return foreignComment;
  return /\p{C}/u.test(name) ? invisible : undefined;
}

function noObject(node: Node | null): Words {
  const { zh, en } = expected({ type: 'object' });
  if (!isScalar(node) || typeof node.value !== 'string' || !/[：，]/.test(node.value)) return { zh, en };
  return { zh: `${zh}；${fullWidth.zh}`, en: `${en}; ${fullWidth.en}` };
}

function readList(reading: Reading, node: Node | null, shape: Shape, path: KeyPath): unknown {
  if (!isSeq(node)) return wrong(reading, path, expected({ type: 'array' }));
  const { items } = node as YAMLSeq<Node | null>;
  const most = shape.maxItems ?? Number.POSITIVE_INFINITY;
  if (items.length > most) {
    return wrong(reading, path, {
      zh: `有 ${items.length} 项，最多 ${most} 项`,
      en: `${items.length} items; at most ${most}`,
    });
  }
  return items.map((item, index) => read(reading, item, shape.items!, [...path, index]));
}

/** Chooses the shape that the value is meant to have, so that faults are reported for that shape alone. */
function alternative(shapes: readonly Shape[], node: Node | null): Shape {
  const compound = ['null', 'array', 'object'];
  const type = isBlank(node) ? 'null' : isSeq(node) ? 'array' : isMap(node) ? 'object' : undefined;
  const meant = shapes.find((shape) => (type ? shape.type === type : !compound.includes(shape.type ?? '')));
  return meant ?? shapes[0]!;
}

function isBlank(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null);
}

function expected(shape: Shape): Words {
  const { zh, en } = formOf(shape);
  return { zh: `应为${/^[A-Za-z0-9]/.test(zh) ? ' ' : ''}${zh}`, en: `expected ${en}` };
}

const noWord: Words = { zh: '键必须是一个词', en: 'a key must be a word' };
const twice: Words = { zh: '键重复', en: 'a key must be unique' };
const invisible: Words = { zh: '键中有不可见的字符', en: 'the key holds an invisible character' };
const noMerging: Words = {
  zh: '不支持合并键（<<），请逐个写出各键',
  en: 'merge keys (<<) are not supported; write the keys out',
};

function noAnchor(name: string): Words {
  return { zh: `前面没有名为 &${name} 的锚点`, en: `there is no anchor &${name} before it` };
}

function wrong(reading: Reading, path: KeyPath, text: Words): undefined {
  reading.faults.push({ path, text });
  return undefined;
}
