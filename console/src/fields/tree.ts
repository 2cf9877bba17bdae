/** A node of a tree that comes as a flat list: categories, options of a cascade, regions. */
export interface TreeNode {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
}

/** The nodes below one; "" and null both mean the root. */
export function childrenOf<N extends TreeNode>(nodes: readonly N[], parentId: string | null): N[] {
  return nodes.filter((node) => (node.parentId ?? '') === (parentId ?? ''));
}

/** From the root down to the node; empty for one that is not there. A ring of parents ends where it closes. */
export function pathTo<N extends TreeNode>(nodes: readonly N[], id: string): N[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const path: N[] = [];
  for (let node = byId.get(id); node && !path.includes(node); node = byId.get(node.parentId ?? '')) path.unshift(node);
  return path;
}

/** Nodes whose path of names holds every word, those whose own name begins with the first word before others. */
export function findInTree<N extends TreeNode>(
  nodes: readonly N[],
  words: string,
  wanted: (node: N) => boolean,
): { node: N; path: string }[] {
  const parts = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = nodes
    .filter(wanted)
    .map((node) => ({ node, path: namesOf(pathTo(nodes, node.id)) }))
    .filter(({ path }) => parts.every((part) => path.toLowerCase().includes(part)));
  const first = parts[0] ?? '';
  const isNear = (node: N) => node.name.toLowerCase().startsWith(first);
  return [...found.filter(({ node }) => isNear(node)), ...found.filter(({ node }) => !isNear(node))];
}

/** Names along a path as a person reads them. */
export function namesOf(path: readonly { readonly name: string }[]): string {
  return path.map((node) => node.name).join(' / ');
}
