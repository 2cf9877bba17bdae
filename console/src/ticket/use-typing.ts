import { useEffect, useState } from 'react';

/** So long after the last stroke one still counts as typing. */
const restMs = 6_000;

/** Whether a text is being written just now. */
export function useTyping(text: string): boolean {
  const [before, setBefore] = useState(text);
  const [typing, setTyping] = useState(false);
  if (before !== text) {
    setBefore(text);
    setTyping(text !== '');
  }
  useEffect(() => {
    if (!typing || text === '') return;
    const timer = setTimeout(() => setTyping(false), restMs);
    return () => clearTimeout(timer);
  }, [typing, text]);
  return typing;
}
