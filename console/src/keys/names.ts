import type { ShortcutName, shortcuts } from './table.ts';

/** The translation key of each shortcut's name, for the sheet and the palette. */
export const actionNames = {
  next: 'keys.action.next',
  previous: 'keys.action.previous',
  open: 'keys.action.open',
  select: 'keys.action.select',
  selectRange: 'keys.action.selectRange',
  filter: 'keys.action.filter',
  reply: 'keys.action.reply',
  note: 'keys.action.note',
  assign: 'keys.action.assign',
  status: 'keys.action.status',
  level: 'keys.action.level',
  edit: 'keys.action.edit',
  send: 'keys.action.send',
  goOpen: 'keys.action.goOpen',
  goMine: 'keys.action.goMine',
  goGroups: 'keys.action.goGroups',
  goUnassigned: 'keys.action.goUnassigned',
  newTicket: 'keys.action.newTicket',
  search: 'keys.action.search',
  palette: 'keys.action.palette',
  sheet: 'keys.action.sheet',
  back: 'keys.action.back',
} as const satisfies Record<ShortcutName, string>;

/** The translation key of the name of each group of shortcuts, for the sheet. */
export const groupNames = {
  list: 'keys.group.list',
  ticket: 'keys.group.ticket',
  go: 'keys.group.go',
  app: 'keys.group.app',
} as const satisfies Record<(typeof shortcuts)[ShortcutName]['group'], string>;
