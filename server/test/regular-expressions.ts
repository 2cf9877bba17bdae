import { parseSync } from 'vite';

export interface Expression {
  readonly file: string;
  readonly pattern: string;
  readonly flags: string;
  /** The comment right above the expression that says how long its input can be. */
  readonly bound: string | undefined;
}

/** The regular expressions of some sources. */
export interface Found {
  readonly expressions: readonly Expression[];
  /** `file: code` of patterns that are neither a text nor the name of one. */
  readonly unresolved: readonly string[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [name: string]: unknown;
}

/** A use of a pattern, with its place and flags. */
interface Use {
  readonly file: string;
  readonly at: Node;
  readonly pattern: Node;
  readonly flags: string;
}

/** Finds literals, arguments of RegExp and patterns of schemas. Follows names, also into other files. */
export function findExpressions(sources: ReadonlyMap<string, string>): Found {
  const expressions: Expression[] = [];
  const uses: Use[] = [];
  /**
   * The value of each variable: under `file name` the last one in that file, and under the name alone the first one in
   * any file, for names that a file imports.
   */
  const given = new Map<string, Node>();
  for (const [file, text] of sources) {
    walk(parseSync(file, text).program as unknown as Node, (node) => {
      if (node.type === 'Literal' && node.regex) {
        const { pattern, flags } = node.regex as { pattern: string; flags: string };
        expressions.push({ file, pattern, flags, bound: boundAbove(text, node.start) });
      }
      const { id, init } = node as unknown as { id?: Node; init?: Node };
      if (node.type === 'VariableDeclarator' && id?.type === 'Identifier' && init) {
        given.set(`${file} ${id.name}`, init);
        if (!given.has(String(id.name))) given.set(String(id.name), init);
      }
      const use = useIn(node);
      if (use) uses.push({ file, at: node, ...use });
    });
  }
  const unresolved: string[] = [];
  for (const { file, at, pattern, flags } of uses) {
    const text = sources.get(file)!;
    const patterns = patternsOf(pattern, (name) => given.get(`${file} ${name}`) ?? given.get(name));
    if (patterns === undefined) unresolved.push(`${file}: ${text.slice(pattern.start, pattern.end)}`);
    for (const one of patterns ?? [])
      expressions.push({ file, pattern: one, flags, bound: boundAbove(text, at.start) });
  }
  return { expressions, unresolved };
}

/** Returns the pattern of `RegExp(…)`, `new RegExp(…)` or `pattern: …`; undefined for any other node. */
function useIn(node: Node): { pattern: Node; flags: string } | undefined {
  if (node.type === 'NewExpression' || node.type === 'CallExpression') {
    const [pattern, flags] = node.arguments as (Node | undefined)[];
    if ((node.callee as Node).name !== 'RegExp' || pattern === undefined) return undefined;
    return { pattern, flags: typeof flags?.value === 'string' ? flags.value : '' };
  }
  const key = node.type === 'Property' ? (node.key as Node) : undefined;
  const isPattern = key?.name === 'pattern' || key?.value === 'pattern';
  return isPattern ? { pattern: node.value as Node, flags: 'u' } : undefined;
}

/**
 * Returns the texts that the node can be; undefined when unknown. An unknown name within a longer text counts as a
 * word.
 */
function patternsOf(node: Node, given: (name: string) => Node | undefined, depth = 0): string[] | undefined {
  const within = (inner: unknown) => patternsOf(inner as Node, given, depth + 1);
  const pieceOf = (inner: unknown) => within(inner)?.[0] ?? 'word';
  if (depth > 8) return undefined;
  switch (node.type) {
    case 'Literal':
      if (node.regex) return [];
      return typeof node.value === 'string' ? [node.value] : undefined;
    case 'TemplateLiteral':
      return [joined(node, 'cooked', pieceOf)];
    case 'TaggedTemplateExpression':
      return [joined(node.quasi as Node, 'raw', pieceOf)];
    case 'BinaryExpression':
      if (!within(node.left) && !within(node.right)) return undefined;
      return [pieceOf(node.left) + pieceOf(node.right)];
    case 'ConditionalExpression':
      return both(within(node.consequent), within(node.alternate));
    case 'LogicalExpression':
      return both(within(node.left), within(node.right));
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return within(node.expression);
    case 'Identifier': {
      const value = given(String(node.name));
      return value && within(value);
    }
    case 'MemberExpression':
      // `known.source`, where `known` is a literal. The literal is found by itself.
      return (node.property as Node).name === 'source' ? within(node.object) : undefined;
    default:
      return undefined;
  }
}

function joined(node: Node, form: 'cooked' | 'raw', pieceOf: (inner: unknown) => string): string {
  const texts = (node.quasis as { readonly value: Record<string, string> }[]).map(({ value }) => value[form] ?? '');
  const between = (node.expressions as Node[]).map(pieceOf);
  return texts.map((text, index) => text + (between[index] ?? '')).join('');
}

function both(one: string[] | undefined, other: string[] | undefined): string[] | undefined {
  return one && other && [...one, ...other];
}

/**
 * Visits every node but the properties of destructuring patterns, because `{ pattern }` there only takes a value out.
 */
function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  const isTakenApart = node.type === 'ObjectPattern';
  for (const value of Object.values(node).flat()) {
    if (typeof value !== 'object' || value === null || !('type' in value)) continue;
    const inner = value as Node;
    if (isTakenApart && inner.type === 'Property') walk(inner.value as Node, visit);
    else walk(inner, visit);
  }
}

/** Returns the part from `Bound:` of the comment right above the line; undefined without one. */
function boundAbove(text: string, place: number): string | undefined {
  const above = text.slice(0, place).split('\n').slice(0, -1);
  const comment: string[] = [];
  while (/^\s*(?:\/\/|\*|\/\*\*)/.test(above.at(-1) ?? ''))
    comment.unshift(above.pop()!.replace(/^[\s/*]+|[\s/*]+$/g, ''));
  return /Bound: .*/.exec(comment.join(' '))?.[0];
}
