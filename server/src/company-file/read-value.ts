import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Fault, KeyPath } from './fault.ts';
import { deepest } from './parse.ts';

/** The part of JSON Schema that the shape of a company file uses. `form` is our own key: it puts the pattern into words. */
interface Shape {
  readonly $defs?: Readonly<Record<string, Shape>>;
  readonly $ref?: string;
  readonly type?: string;
  readonly anyOf?: readonly Shape[];
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly patternProperties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly items?: Shape;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly form?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
}

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
  if (budget.left < 0) return budget.left === -1 ? wrong(reading, path, 'the file is too large') : undefined;
  // An alias may refer to a node that contains it.
  if (path.length > deepest) return wrong(reading, path, `nested more than ${deepest} levels deep`);
  const node = isAlias(given) ? (reading.targets.get(given) ?? null) : given;
  if (shape.$ref !== undefined) {
    const inner = shape.$defs ? { ...reading, shapes: { ...reading.shapes, ...shape.$defs } } : reading;
    return read(inner, node, inner.shapes[shape.$ref]!, path);
  }
  if (shape.anyOf) return read(reading, node, alternative(shape.anyOf, node), path);
  if (shape.type === undefined && shape.enum === undefined) return readAnything(reading, node, path);
  if (isBlank(node)) return readBlank(reading, shape, path);
  if (shape.type === 'object') return readObject(reading, node, shape, path);
  if (shape.type === 'array') return readList(reading, node, shape, path);
  if (!isScalar(node)) return wrong(reading, path, `expected ${formOf(shape)}`);
  const value = readScalar(node, shape);
  return value === undefined ? wrong(reading, path, `expected ${formOf(shape)}`) : value;
}

/** Reads a key without a value: null, "" or an empty list, whichever the shape allows. For other shapes it is a fault. */
function readBlank(reading: Reading, shape: Shape, path: KeyPath): unknown {
  if (shape.type === 'null') return null;
  if (shape.default === '') return '';
  if (shape.type === 'array' && shape.default !== undefined) return [];
  return wrong(reading, path, `expected ${formOf(shape)}, not nothing`);
}

function readObject(reading: Reading, node: Node | null, shape: Shape, path: KeyPath): unknown {
  if (!isMap(node)) return wrong(reading, path, 'expected keys and values');
  const given = entriesOf(reading, node, path);
  for (const key of shape.required ?? []) {
    if (!given.has(key)) wrong(reading, path, `${key} is missing`);
  }
  const entries = [...given].flatMap(([key, child]) => {
    const inner = shapeOf(shape, key);
    if (inner) return [[key, read(reading, child, inner, [...path, key])]];
    wrong(reading, [...path, key], 'no such key');
    return [];
  });
  return Object.fromEntries(entries);
}

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

/** Keeps a number as text where JSON would lose digits: `1.10`, an id of 19 digits, `1e-400`, `.inf`. */
function readAnyScalar({ value, source }: Scalar): unknown {
  if (typeof value !== 'number' || source === undefined || String(value) === source) return value;
  return decimal.test(source) || !isFaithful(value, source) ? source : value;
}

/** True when a JavaScript number holds all digits: up to 15 significant digits, or a hexadecimal or octal safe integer. */
function isFaithful(value: number, source: string): boolean {
  if (/^[-+]?0[xo]/i.test(source)) return Number.isSafeInteger(value);
  const [mantissa = ''] = source.split(/e/i);
  const digits = mantissa.replace(/[^0-9]/g, '').replace(/^0+/, '');
  return Number.isFinite(value) && digits.length <= 15 && (value !== 0 || digits === '');
}

function entriesOf(reading: Reading, map: YAMLMap, path: KeyPath): Map<string, Node | null> {
  const entries = new Map<string, Node | null>();
  for (const { key, value } of map.items) {
    if (!isScalar(key)) {
      wrong(reading, path, 'a key must be a word');
      continue;
    }
    const name = writtenKey(key);
    if (entries.has(name)) wrong(reading, [...path, name], 'a key must be unique');
    entries.set(name, value as Node | null);
  }
  return entries;
}

/** Returns a key as the file writes it: `00123` and `1.10` stay text. */
export function writtenKey({ value, source }: Scalar): string {
  return typeof value === 'number' || typeof value === 'boolean' ? (source ?? String(value)) : String(value);
}

function readList(reading: Reading, node: Node | null, shape: Shape, path: KeyPath): unknown {
  if (!isSeq(node)) return wrong(reading, path, 'expected a list');
  return (node as YAMLSeq<Node | null>).items.map((item, index) => read(reading, item, shape.items!, [...path, index]));
}

function readScalar(node: Scalar, shape: Shape): unknown {
  if (shape.enum) return shape.enum.find((choice) => choice === writtenText(node));
  if (shape.type === 'string') return fitting(writtenText(node), shape);
  if (shape.type === 'boolean') return readFlag(node);
  return readNumber(node, shape);
}

/** Returns text as the file writes it, without blanks at its ends: where text is expected, `0123` stays `0123`. */
function writtenText(node: Scalar): string | undefined {
  if (typeof node.value === 'string') return node.value.trim();
  return typeof node.value === 'object' ? undefined : (node.source ?? String(node.value));
}

function fitting(text: string | undefined, shape: Shape): string | undefined {
  if (text === undefined || !text.isWellFormed() || text.includes('\0')) return undefined;
  const length = [...text].length;
  if (length < (shape.minLength ?? 0) || length > (shape.maxLength ?? Number.POSITIVE_INFINITY)) return undefined;
  return shape.pattern === undefined || new RegExp(shape.pattern, 'u').test(text) ? text : undefined;
}

function readFlag({ value }: Scalar): boolean | undefined {
  if (value === true || value === 1 || value === '1' || value === 'true') return true;
  if (value === false || value === 0 || value === '0' || value === 'false') return false;
  return undefined;
}

const decimal = /^-?[0-9]+(\.[0-9]+)?$/;

function readNumber({ value }: Scalar, shape: Shape): number | undefined {
  const number = typeof value === 'string' && decimal.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
  if (shape.type === 'integer' && !Number.isSafeInteger(number)) return undefined;
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = shape;
  return number >= minimum && number <= maximum ? number : undefined;
}

/** Chooses the shape that the value is meant to have, so that faults are reported for that shape alone. */
function alternative(shapes: readonly Shape[], node: Node | null): Shape {
  const [first, second] = [isBlank(node) ? 'null' : undefined, isSeq(node) ? 'array' : undefined];
  const wanted = first ?? second;
  return shapes.find((shape) => shape.type === wanted) ?? shapes[0]!;
}

function isBlank(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null);
}

function formOf(shape: Shape): string {
  if (shape.form) return shape.form;
  if (shape.enum) return `one of ${shape.enum.join(', ')}`;
  if (shape.type === 'boolean') return 'true or false';
  if (shape.type === 'array') return 'a list';
  if (shape.type === 'object') return 'keys and values';
  const between = (from: number | undefined, to: number | undefined) =>
    from !== undefined && to !== undefined ? ` from ${from} to ${to}` : '';
  if (shape.type === 'integer') return `an integer${between(shape.minimum, shape.maximum)}`;
  if (shape.type === 'number') return 'a number';
  return shape.maxLength === undefined ? 'text' : `text of ${shape.minLength ?? 0} to ${shape.maxLength} characters`;
}

function wrong(reading: Reading, path: KeyPath, text: string): undefined {
  reading.faults.push({ path, text });
  return undefined;
}
