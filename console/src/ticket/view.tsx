import { useRef, useState } from 'react';
import type { Ticket } from '../api/types.ts';
import { usePresence, useReportPresence } from '../live/presence.ts';
import { classes } from '../ui/classes.ts';
import { Composer } from './composer.tsx';
import { TicketHead } from './head.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { Rail } from './rail.tsx';
import { type TicketTab, TicketTabs } from './tabs.tsx';
import { TimelineList } from './timeline-list.tsx';
import { useUpdates } from './updates.ts';
import { useNarrow } from './use-narrow.ts';
import './view.css';

interface TicketViewProps {
  readonly ticket: Ticket;
  readonly onClose: (() => void) | undefined;
}

/** Below this width, in pixels, the column beside the conversation becomes a tab. */
const narrowBelow = 720;

export function TicketView({ ticket, onClose }: TicketViewProps) {
  const box = useRef<HTMLElement>(null);
  const narrow = useNarrow(box, narrowBelow);
  const [chosen, setTab] = useState<TicketTab>('conversation');
  const [typing, setTyping] = useState(false);
  const updates = useUpdates(ticket);
  const people = usePresence(ticket.id);
  useReportPresence(ticket.id, typing ? 'typing' : 'viewing');
  const tab = chosen === 'details' && !narrow ? 'conversation' : chosen;
  const rail = <Rail ticket={updates.shown} updates={updates} />;
  return (
    <article
      ref={box}
      className={classes('ticket', narrow && 'ticket-narrow')}
      aria-label={ticket.title}
      aria-busy={updates.busy}
    >
      <TicketHead ticket={updates.shown} updates={updates} people={people} onClose={onClose} />
      <div className="ticket-body">
        <section className="ticket-main">
          <TicketTabs ticket={ticket} tab={tab} narrow={narrow} onChange={setTab}>
            {tab === 'details' ? (
              <div className="ticket-details scrolls">{rail}</div>
            ) : (
              <TimelineList key={tab} ticket={ticket} tab={tab} updates={updates} />
            )}
          </TicketTabs>
          <div className="ticket-composer" hidden={tab === 'details'}>
            <Composer ticket={ticket} updates={updates} people={people} onTyping={setTyping} />
          </div>
        </section>
        {!narrow && <aside className="ticket-rail scrolls">{rail}</aside>}
      </div>
      {updates.question && <MergeDialog question={updates.question} />}
    </article>
  );
}
