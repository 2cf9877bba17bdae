/** A node of a tree given as a flat list: a category, an option of a cascade, a region. */
export interface TreeNode {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
}

/** Returns the children of a node; "" and null both mean the root. */
export function childrenOf<N extends TreeNode>(nodes: readonly N[], parentId: string | null): N[] {
  return nodes.filter((node) => (node.parentId ?? '') === (parentId ?? ''));
}

/** Returns the path from the root to the node; empty if there is no such node. A cycle of parents ends the path. */
export function pathTo<N extends TreeNode>(nodes: readonly N[], id: string): N[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const path: N[] = [];
  for (let node = byId.get(id); node && !path.includes(node); node = byId.get(node.parentId ?? '')) path.unshift(node);
  return path;
}

/** Finds the wanted nodes whose path contains every word. Those whose name begins with the first word come first. */
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
  const beginsWithFirst = (node: N) => node.name.toLowerCase().startsWith(first);
  return [...found.filter(({ node }) => beginsWithFirst(node)), ...found.filter(({ node }) => !beginsWithFirst(node))];
}

/** Returns the names along a path, joined for people to read. */
export function namesOf(path: readonly { readonly name: string }[]): string {
  return path.map((node) => node.name).join(' / ');
}
