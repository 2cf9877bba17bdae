import { Bookmark, CircleUserRound, Inbox, UserRoundX, UsersRound } from 'lucide-react';
import type { CatalogIndex } from '../api/catalog.ts';
import type { View } from '../api/types.ts';
import { StatusMark } from '../ui/marks.tsx';
import { statusOfView } from './view-names.ts';

const icons = { open: Inbox, mine: CircleUserRound, 'my-groups': UsersRound, unassigned: UserRoundX } as const;

export function ViewIcon({ view, index }: { view: View; index: CatalogIndex }) {
  const status = view.builtIn ? index.status.get(statusOfView(view) ?? Number.NaN) : undefined;
  if (status !== undefined) return <StatusMark type={status.type} />;
  const Icon = view.id in icons ? icons[view.id as keyof typeof icons] : Bookmark;
  return <Icon size={16} aria-hidden="true" />;
}
