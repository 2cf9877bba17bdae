import { ArrowDown } from 'lucide-react';
import { Fragment, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { myId } from '../api/session.ts';
import type { Ticket } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Description } from './description.tsx';
import { EventEntry, ReplyEntry } from './entry.tsx';
import { OlderButton } from './older-button.tsx';
import { PendingReply } from './pending-reply.tsx';
import { type Entry, isUnread, type Tab, timeline } from './timeline.ts';
import type { Updates } from './updates.ts';
import { useReadPosition } from './use-read-position.ts';
import './timeline-list.css';

interface TimelineListProps {
  readonly ticket: Ticket;
  readonly tab: Tab;
  readonly updates: Updates;
}

/** Lists replies and events, oldest first. It opens at the first new entry or the end; a button loads older ones. */
export function TimelineList({ ticket, tab, updates }: TimelineListProps) {
  const { t } = useTranslation();
  const entries = useMemo(() => timeline(ticket, tab), [ticket, tab]);
  const oldest = entries.find(({ kind }) => kind === 'reply' || kind === 'event')?.key;
  const reading = useReadPosition(ticket, tab === 'log' ? 0 : updates.pendingReplies.length, oldest);
  const [loaded, setLoaded] = useState(0);
  const me = myId();
  const isNew = (entry: Entry) => isUnread(entry, reading.since) && authorId(entry) !== me;
  const firstNew = entries.find(isNew);
  const draw = (entry: Entry) => {
    if (entry.kind === 'description') return <Description ticket={ticket} updates={updates} />;
    if (entry.kind === 'reply') return <ReplyEntry reply={entry.reply} fresh={isNew(entry)} />;
    if (entry.kind === 'event') return <EventEntry event={entry.event} fresh={isNew(entry)} whole={tab === 'log'} />;
    const count = (more: number) => setLoaded((before) => before + more);
    return <OlderButton ticket={ticket} older={entry.older} hold={reading.hold} onLoaded={count} />;
  };
  return (
    <div className="timeline-box">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section ref={reading.box} className="timeline scrolls" tabIndex={0} aria-label={t(tabKeys[tab])}>
        <ol ref={reading.list} className="timeline-list">
          {entries.map((entry) => (
            <Fragment key={entry.key}>
              {entry === firstNew && (
                <li className="timeline-new" ref={reading.firstNew}>
                  <span>{t('ticket.newSince')}</span>
                </li>
              )}
              <li className={entry.kind === 'older' ? 'timeline-older' : undefined} data-entry={entry.key}>
                {draw(entry)}
              </li>
            </Fragment>
          ))}
          {tab !== 'log' &&
            updates.pendingReplies.map(
              ({ submission: { requestKey, reply } }) => reply && <PendingReply key={requestKey} reply={reply} />,
            )}
        </ol>
      </section>
      <output className="unseen">{loaded > 0 && t('ticket.olderLoaded', { count: loaded })}</output>
      {reading.newBelow > 0 && (
        <Button className="timeline-jump" small onClick={reading.jump}>
          <ArrowDown size={14} />
          {t('ticket.newBelow', { count: reading.newBelow })}
        </Button>
      )}
    </div>
  );
}

const tabKeys = { conversation: 'ticket.tab.conversation', all: 'ticket.tab.all', log: 'ticket.tab.log' } as const;

/** Returns the id of the author of a reply or event. It is needed because an agent's own entries are not new. */
function authorId(entry: Entry): string | undefined {
  if (entry.kind === 'reply') return entry.reply.author.id;
  return entry.kind === 'event' ? entry.event.actor.id : undefined;
}
