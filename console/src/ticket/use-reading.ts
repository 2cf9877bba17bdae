import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { myId } from '../api/session.ts';
import type { Ticket } from '../api/types.ts';
import { eventsSince } from './events-since.ts';
import { markSeen, type Seen, seenOf } from './seen.ts';
import { useHeldPlace } from './use-held-place.ts';

export interface Reading {
  readonly box: RefObject<HTMLElement | null>;
  readonly list: RefObject<HTMLOListElement | null>;
  readonly firstNew: RefObject<HTMLLIElement | null>;
  /** What came after this is new to the reader; undefined for a ticket never opened before. */
  readonly since: Seen | undefined;
  /** How many things by others came below what is on the screen. */
  readonly below: number;
  readonly jump: () => void;
  /** To be called right before older things are put in at the top. */
  readonly hold: () => void;
}

/** So near to the end counts as being there. */
const nearPx = 48;

/**
 * Keeps the place of a reader: at the end it stays at the end, elsewhere nothing moves and what came is announced.
 * `sending` counts the reader's own replies on their way: a new one is shown. `oldest` names the first thing in the list.
 */
export function useReading(ticket: Ticket, sending: number, oldest: string | undefined): Reading {
  const box = useRef<HTMLElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const firstNew = useRef<HTMLLIElement>(null);
  const atEnd = useRef(true);
  const [since] = useState(() => seenOf(ticket.id));
  const [readTo, setReadTo] = useState(ticket.version);
  const { version, updatedAt } = ticket;
  const holdPlace = useHeldPlace(box, oldest);

  const arrive = useCallback(() => {
    setReadTo(version);
    markSeen(ticket.id, { version, at: updatedAt });
  }, [ticket.id, version, updatedAt]);

  // Frames learn their height late: while the reader is at the end, growth keeps them there.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !list.current) return;
    const mark = firstNew.current;
    if (mark) mark.scrollIntoView({ block: 'start' });
    else element.scrollTop = element.scrollHeight;
    atEnd.current = isAtEnd(element);
    const grown = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    grown.observe(list.current);
    grown.observe(element);
    return () => grown.disconnect();
  }, []);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    if (atEnd.current) arrive();
    let top = element.scrollTop;
    const onScroll = () => {
      // The contents may have grown since they were scrolled to their end: only who scrolls up leaves it.
      atEnd.current = isAtEnd(element) || (atEnd.current && element.scrollTop >= top);
      top = element.scrollTop;
      if (atEnd.current) arrive();
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [arrive]);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element || sending === 0) return;
    element.scrollTop = element.scrollHeight;
    atEnd.current = true;
  }, [sending]);

  const jump = useCallback(() => {
    const element = box.current;
    if (element) element.scrollTo({ top: element.scrollHeight, behavior: 'smooth' });
  }, []);

  const hold = useCallback(() => {
    atEnd.current = false;
    holdPlace();
  }, [holdPlace]);

  const me = myId();
  const { events, unread } = eventsSince(ticket, readTo);
  const below = unread + events.filter((event) => event.actor.id !== me).length;
  return { box, list, firstNew, since, below, jump, hold };
}

function isAtEnd(element: HTMLElement): boolean {
  return element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
}
