import { ArrowDown } from 'lucide-react';
import { Fragment, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { myId } from '../api/session.ts';
import type { Ticket } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Description } from './description.tsx';
import { EventEntry, ReplyEntry } from './entry.tsx';
import { GoingReply } from './going-reply.tsx';
import { type Entry, type Tab, timeline } from './timeline.ts';
import type { Updates } from './updates.ts';
import { useReading } from './use-reading.ts';
import './timeline-list.css';

interface TimelineListProps {
  readonly ticket: Ticket;
  readonly tab: Tab;
  readonly updates: Updates;
}

/** What was said and done, oldest first; it opens at what is new, or at the end. */
export function TimelineList({ ticket, tab, updates }: TimelineListProps) {
  const { t } = useTranslation();
  const entries = useMemo(() => timeline(ticket, tab), [ticket, tab]);
  const reading = useReading(ticket, tab === 'log' ? 0 : updates.goingReplies.length);
  const me = myId();
  const isNew = (entry: Entry) =>
    reading.since !== undefined && entry.version > reading.since && authorId(entry) !== me;
  const firstNew = entries.find(isNew);
  return (
    <div className="timeline-box">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keys */}
      <section ref={reading.box} className="timeline scrolls" tabIndex={0} aria-label={t(tabKeys[tab])}>
        <ol ref={reading.list} className="timeline-list">
          {entries.map((entry) => (
            <Fragment key={entry.key}>
              {entry === firstNew && (
                <li className="timeline-new" ref={reading.firstNew}>
                  <span>{t('ticket.newSince')}</span>
                </li>
              )}
              <li>{draw(entry, ticket, tab, updates, isNew(entry))}</li>
            </Fragment>
          ))}
          {tab !== 'log' &&
            updates.goingReplies.map(({ act }) => act.reply && <GoingReply key={act.requestKey} reply={act.reply} />)}
        </ol>
      </section>
      {reading.below > 0 && (
        <Button className="timeline-jump" small onClick={reading.jump}>
          <ArrowDown size={14} />
          {t('ticket.newBelow', { count: reading.below })}
        </Button>
      )}
    </div>
  );
}

const tabKeys = { conversation: 'ticket.tab.conversation', all: 'ticket.tab.all', log: 'ticket.tab.log' } as const;

/** Whose doing it is: nobody's own words are news. */
function authorId(entry: Entry): string | undefined {
  if (entry.kind === 'reply') return entry.reply.author.id;
  return entry.kind === 'event' ? entry.event.actor.id : undefined;
}

function draw(entry: Entry, ticket: Ticket, tab: Tab, updates: Updates, fresh: boolean) {
  if (entry.kind === 'description') return <Description ticket={ticket} updates={updates} />;
  if (entry.kind === 'reply') return <ReplyEntry reply={entry.reply} fresh={fresh} />;
  return <EventEntry event={entry.event} fresh={fresh} whole={tab === 'log'} />;
}
