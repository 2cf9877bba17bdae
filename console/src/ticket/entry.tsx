import { Lock } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Contents } from '../contents/contents.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { classes } from '../ui/classes.ts';
import { Tag } from '../ui/marks.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { useAuthorName } from './author-name.ts';
import { Differences } from './differences.tsx';
import { Files } from './files.tsx';
import type { Reply, TicketEvent } from './ticket.ts';
import { otherChanges } from './timeline.ts';
import './entry.css';

type Author = Reply['author'];

interface EntryProps {
  readonly author: Author;
  readonly at: number;
  readonly internal?: boolean;
  /** True for an entry that is new to the agent, which is highlighted. */
  readonly fresh?: boolean;
  /** A note after the author's name, such as "sending". */
  readonly mark?: ReactNode;
  /** Buttons for this entry, before its time. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** An entry of the conversation. A colour and a label mark an internal note, which no customer sees. */
export function ConversationEntry({ author, at, internal = false, fresh = false, mark, tools, children }: EntryProps) {
  const { t } = useTranslation();
  const name = useAuthorName(author);
  const className = classes(
    'entry',
    internal && 'entry-internal',
    author.type === 'customer' && 'entry-customer',
    fresh && 'entry-fresh',
  );
  return (
    <article className={className}>
      <header className="entry-head">
        <Avatar name={name} id={author.id} face={author.face} />
        <span className="entry-name truncate">{name}</span>
        {internal && (
          <Tag tone="note">
            <Lock size={11} />
            {t('ticket.internal')}
          </Tag>
        )}
        {!internal && author.type === 'customer' && <span className="entry-role">{t('ticket.customer')}</span>}
        {mark}
        <span className="entry-end">
          {tools}
          <RelativeTime at={at} />
        </span>
      </header>
      <div className="entry-body">{children}</div>
    </article>
  );
}

export const ReplyEntry = memo(function ReplyEntry({ reply, fresh }: { reply: Reply; fresh: boolean }) {
  const { t } = useTranslation();
  const label = t('ticket.contentsBy', { name: reply.author.name });
  const blank = reply.files.length === 0 ? t('ticket.blank') : undefined;
  return (
    <ConversationEntry author={reply.author} at={reply.at} internal={reply.visibility === 'internal'} fresh={fresh}>
      {reply.erased ? (
        <p className="entry-erased">{t('ticket.erased')}</p>
      ) : (
        <Contents html={reply.html} label={label} unshown={reply.unshown} blank={blank} />
      )}
      <Files files={reply.files} />
    </ConversationEntry>
  );
});

interface EventProps {
  readonly event: TicketEvent;
  readonly fresh: boolean;
  /** If true, all changes are shown, as in the update log. If false, a reply is left out: it is an entry of its own. */
  readonly whole: boolean;
}

const kinds = {
  created: 'ticket.event.created',
  edited: 'ticket.event.edited',
  replied: 'ticket.event.replied',
  accepted: 'ticket.event.accepted',
  reminded: 'ticket.event.reminded',
  evaluated: 'ticket.event.evaluated',
  deleted: 'ticket.event.deleted',
  erased: 'ticket.event.erased',
} as const;

export const EventEntry = memo(function EventEntry({ event, fresh, whole }: EventProps) {
  const { t } = useTranslation();
  const name = useAuthorName(event.actor);
  const kind = event.kind in kinds ? kinds[event.kind as keyof typeof kinds] : undefined;
  return (
    <div className={classes('event', fresh && 'event-fresh')}>
      <Avatar name={name} id={event.actor.id} face={event.actor.face} />
      <div className="event-body">
        <p className="event-line">
          <strong>{name}</strong> {kind ? t(kind) : event.kind}
          <span className="event-time">
            <RelativeTime at={event.at} />
          </span>
        </p>
        <Differences changes={whole ? event.changes : otherChanges(event)} />
      </div>
    </div>
  );
});
