import { type Document, isMap, isNode, isScalar, isSeq, type LineCounter, type Pair, type YAMLMap } from 'yaml';
import type { KeyPath } from './fault.ts';
import { writtenKey } from './read-scalar.ts';

/**
 * Makes a function that returns the line of a key or list entry; when it is missing, the line of its nearest parent. The
 * keys of an object are indexed at the first question, because a file may have faults in 300,000 keys of one object.
 */
export function makeLineFinder(document: Document, lines: LineCounter): (path: KeyPath) => number {
  const indexes = new Map<YAMLMap, ReadonlyMap<string, Pair>>();

  function pairOf(map: YAMLMap, key: string | number): Pair | undefined {
    let index = indexes.get(map);
    if (!index) {
      index = new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[writtenKey(pair.key), pair]] : [])));
      indexes.set(map, index);
    }
    return index.get(String(key));
  }

  function childOf(node: unknown, step: string | number): { node: unknown; at: number | undefined } | undefined {
    if (isMap(node)) {
      const pair = pairOf(node, step);
      return pair && { node: pair.value, at: startOf(pair.key) };
    }
    if (!isSeq(node) || typeof step !== 'number') return undefined;
    return { node: node.items[step], at: startOf(node.items[step]) };
  }

  return (path) => {
    let at = 0;
    let node: unknown = document.contents;
    for (const step of path) {
      const next = childOf(node, step);
      if (!next) break;
      at = next.at ?? at;
      node = next.node;
    }
    return lines.linePos(at).line;
  };
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
