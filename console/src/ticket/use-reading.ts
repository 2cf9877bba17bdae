import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { myId } from '../api/session.ts';
import type { Ticket } from '../api/types.ts';
import { markSeen, seenVersion } from './seen.ts';

interface Reading {
  readonly box: RefObject<HTMLElement | null>;
  readonly list: RefObject<HTMLOListElement | null>;
  readonly firstNew: RefObject<HTMLLIElement | null>;
  /** What came after this version is new to the reader; undefined for a ticket never opened before. */
  readonly since: number | undefined;
  /** How many things by others came below what is on the screen. */
  readonly below: number;
  readonly jump: () => void;
}

/** So near to the end counts as being there. */
const nearPx = 48;

/**
 * Keeps the place of a reader: at the end it stays at the end, elsewhere nothing moves and what came is announced.
 * `sending` counts the reader's own replies on their way: a new one is shown.
 */
export function useReading(ticket: Ticket, sending: number): Reading {
  const box = useRef<HTMLElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const firstNew = useRef<HTMLLIElement>(null);
  const atEnd = useRef(true);
  const [since] = useState(() => seenVersion(ticket.id));
  const [readTo, setReadTo] = useState(ticket.version);
  const { version } = ticket;

  const arrive = useCallback(() => {
    setReadTo(version);
    markSeen(ticket.id, version);
  }, [ticket.id, version]);

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

  const me = myId();
  const below = ticket.events.filter((event) => event.version > readTo && event.actor.id !== me).length;
  return { box, list, firstNew, since, below, jump };
}

function isAtEnd(element: HTMLElement): boolean {
  return element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
}
