import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Option, Picker } from '../ui/picker.tsx';
import { childrenOf, findInTree, namesOf, pathTo, type TreeNode } from './tree.ts';
import './tree-picker.css';

export interface PickableNode extends TreeNode {
  readonly leaf: boolean;
}

interface TreePickerProps<N extends PickableNode> {
  readonly label: string;
  readonly nodes: readonly N[];
  /** The node that is chosen now. */
  readonly selected: string | null;
  readonly onPick: (node: N) => void;
}

/** The most search results shown. */
const maxFound = 100;

/** Picks a leaf of a tree: level by level with Enter and ←, or by typing part of its path. */
export function TreePicker<N extends PickableNode>({ label, nodes, selected, onPick }: TreePickerProps<N>) {
  // The node whose children are shown; "" at the root. The picker opens at the siblings of the selected node.
  const [parentId, setParentId] = useState<string>(() => pathTo(nodes, selected ?? '').at(-2)?.id ?? '');
  const [words, setWords] = useState('');
  const path = useMemo(() => pathTo(nodes, parentId), [nodes, parentId]);
  const options = useMemo((): Option[] => {
    if (words.trim() === '') return childrenOf(nodes, parentId).map(treeOption);
    const found = findInTree(nodes, words, (node) => node.leaf).slice(0, maxFound);
    return found.map(({ node, path }) => ({ value: node.id, text: node.name, hint: path }));
  }, [nodes, parentId, words]);
  const go = (id: string) => {
    setParentId(id);
    setWords('');
  };
  const pick = (id: string) => {
    const node = nodes.find((one) => one.id === id);
    if (!node) return;
    if (node.leaf) onPick(node);
    else go(id);
  };
  const up = () => go(path.at(-2)?.id ?? '');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it handles keys that bubble up from the list inside
    <div className="tree-picker" onKeyDown={(event) => goUpOnArrowLeft(event, path.length > 0, up)}>
      <TreePathButton path={path} onUp={up} />
      <Picker
        key={parentId}
        label={path.length === 0 ? label : `${label}: ${namesOf(path)}`}
        options={options}
        selected={selected === null ? [] : [selected]}
        onSearch={setWords}
        onPick={pick}
      />
    </div>
  );
}

/** Shows the path to the current level as a button that goes one level up. */
export function TreePathButton({ path, onUp }: { path: readonly { readonly name: string }[]; onUp: () => void }) {
  const { t } = useTranslation();
  if (path.length === 0) return null;
  return (
    <button type="button" className="tree-place" onClick={onUp} aria-label={t('fields.up', { place: namesOf(path) })}>
      <ChevronLeft size={14} />
      <span className="truncate">{namesOf(path)}</span>
    </button>
  );
}

/** Goes one level up on ← if the search field is empty; otherwise ← moves the caret. */
export function goUpOnArrowLeft(event: KeyboardEvent, possible: boolean, up: () => void): void {
  const typed = event.target instanceof HTMLInputElement && event.target.value !== '';
  if (event.key !== 'ArrowLeft' || typed || !possible) return;
  event.preventDefault();
  event.stopPropagation();
  up();
}

/** Returns the option for a node. A chevron marks nodes that have children. */
export function treeOption(node: PickableNode): Option {
  return node.leaf
    ? { value: node.id, text: node.name }
    : { value: node.id, text: node.name, icon: <ChevronRight className="tree-deeper" size={14} /> };
}
