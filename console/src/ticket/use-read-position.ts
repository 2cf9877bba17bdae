import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { myId } from '../api/session.ts';
import type { Ticket } from '../api/types.ts';
import { eventsSince } from './events-since.ts';
import { markSeen, type Seen, seenOf } from './seen.ts';
import { useScrollAnchor } from './use-scroll-anchor.ts';

export interface ReadPosition {
  /** The element that scrolls. */
  readonly box: RefObject<HTMLElement | null>;
  /** The list inside it, whose height changes. */
  readonly list: RefObject<HTMLOListElement | null>;
  /** The separator before the first new entry, if there is one. */
  readonly firstNew: RefObject<HTMLLIElement | null>;
  /** Entries after this are new to the reader; undefined if the ticket was never opened before in this browser. */
  readonly since: Seen | undefined;
  /** The number of events by others that the reader has not scrolled down to. */
  readonly newBelow: number;
  /** Scrolls to the end. */
  readonly jump: () => void;
  /** Must be called right before older entries are inserted at the top. */
  readonly hold: () => void;
}

/** The distance from the end within which the reader counts as being at the end. */
const nearPx = 48;

/**
 * Scrolls to the first new entry or else to the end, and then keeps the scroll position. A reader at the end stays at
 * the end. For a reader elsewhere nothing moves, and new entries are counted in `newBelow`. `sending` is the number of
 * the reader's own replies that are being sent; when it changes, but not to 0, the list scrolls to its end. `oldest` is
 * the key of the first loaded reply or event.
 */
export function useReadPosition(ticket: Ticket, sending: number, oldest: string | undefined): ReadPosition {
  const box = useRef<HTMLElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const firstNew = useRef<HTMLLIElement>(null);
  const atEnd = useRef(true);
  const [since] = useState(() => seenOf(ticket.id));
  const [readTo, setReadTo] = useState(ticket.version);
  const { version, updatedAt } = ticket;
  const holdPlace = useScrollAnchor(box, oldest);

  const markRead = useCallback(() => {
    setReadTo(version);
    markSeen(ticket.id, { version, at: updatedAt });
  }, [ticket.id, version, updatedAt]);

  // Contents with markup are in frames, which get their height after they are loaded. While the reader is at the end,
  // the list scrolls to the new end.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !list.current) return;
    const mark = firstNew.current;
    if (mark) mark.scrollIntoView({ block: 'start' });
    else element.scrollTop = element.scrollHeight;
    atEnd.current = isAtEnd(element);
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(list.current);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    if (atEnd.current) markRead();
    let top = element.scrollTop;
    const onScroll = () => {
      // The list may have grown since it was scrolled to the end, so only scrolling up counts as leaving the end.
      atEnd.current = isAtEnd(element) || (atEnd.current && element.scrollTop >= top);
      top = element.scrollTop;
      if (atEnd.current) markRead();
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [markRead]);

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
  const newBelow = unread + events.filter((event) => event.actor.id !== me).length;
  return { box, list, firstNew, since, newBelow, jump, hold };
}

function isAtEnd(element: HTMLElement): boolean {
  return element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
}
