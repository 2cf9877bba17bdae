import { type Document, isMap, isNode, isScalar, isSeq, type LineCounter, type Pair } from 'yaml';
import type { KeyPath } from './fault.ts';
import { writtenKey } from './read-scalar.ts';

/** Returns the line of the key or list entry; when it is missing, the line of its nearest parent. */
export function lineOf(document: Document, lines: LineCounter, path: KeyPath): number {
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
