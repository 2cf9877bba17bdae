import { Document, isCollection, isMap, isScalar, type Node, visit } from 'yaml';

/** Writes a section as YAML: entries in lines of their own, and lists and objects of plain values on one line. */
export function sectionYaml(section: string, value: unknown): string {
  const document = new Document({ [section]: value });
  visit(document, {
    Collection(_key, node, ancestors) {
      if (depthOf(ancestors) > 1 && isPlain(node as Node)) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function depthOf(ancestors: readonly unknown[]): number {
  return ancestors.filter((one) => isCollection(one)).length;
}

/** An object with more keys gets a line for each. */
const mostKeys = 5;

/** True for a collection whose values are scalars or lists of scalars. */
function isPlain(node: Node): boolean {
  if (!isCollection(node) || (isMap(node) && node.items.length > mostKeys)) return false;
  return node.items.every((item) => {
    const value: unknown = 'value' in (item as object) && !isScalar(item) ? (item as { value: unknown }).value : item;
    return isScalar(value) || (isCollection(value) && value.items.every((inner) => isScalar(inner)));
  });
}
