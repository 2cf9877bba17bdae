/**
 * All shortcuts. The key listener, the sheet of shortcuts and the palette read this table. The keys
 * of `mod+k` are pressed together, those of `g i` one after the other. `mod` is ⌘ on Apple's systems, elsewhere Ctrl.
 */
export const shortcuts = {
  next: { keys: 'j', group: 'list' },
  previous: { keys: 'k', group: 'list' },
  open: { keys: 'Enter', also: 'o', group: 'list' },
  select: { keys: 'x', group: 'list' },
  selectRange: { keys: 'shift+x', group: 'list' },
  filter: { keys: 'f', group: 'list' },
  reply: { keys: 'r', group: 'ticket' },
  note: { keys: 'n', group: 'ticket' },
  assign: { keys: 'a', group: 'ticket' },
  status: { keys: 's', group: 'ticket' },
  level: { keys: 'l', group: 'ticket' },
  edit: { keys: 'e', group: 'ticket' },
  send: { keys: 'mod+Enter', group: 'ticket', everywhere: true },
  goOpen: { keys: 'g i', group: 'go' },
  goMine: { keys: 'g m', group: 'go' },
  goGroups: { keys: 'g g', group: 'go' },
  goUnassigned: { keys: 'g u', group: 'go' },
  newTicket: { keys: 'c', group: 'app' },
  search: { keys: '/', group: 'app' },
  palette: { keys: 'mod+k', group: 'app', everywhere: true },
  sheet: { keys: '?', group: 'app' },
  back: { keys: 'Escape', group: 'app', everywhere: true },
} as const satisfies Record<string, Shortcut>;

interface Shortcut {
  readonly keys: string;
  /** Other keys for the same action. The sheet does not show them. */
  readonly also?: string;
  readonly group: 'list' | 'ticket' | 'go' | 'app';
  /** The shortcut also works while the focus is in a text field, a dialog or a menu. */
  readonly everywhere?: true;
}

export type ShortcutName = keyof typeof shortcuts;
export const shortcutNames = Object.keys(shortcuts) as ShortcutName[];

export function shortcutOf(name: ShortcutName): Shortcut {
  return shortcuts[name];
}

/**
 * True for keys without Ctrl or ⌘, except Escape and Enter. `shift+x` and `g i` count as single keys, too. Agents can
 * switch single-key shortcuts off, because speech input types letters and would trigger them.
 */
export function isSingleKey(keys: string): boolean {
  return !keys.includes('mod+') && keys !== 'Escape' && keys !== 'Enter';
}
