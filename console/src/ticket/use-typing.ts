import { useEffect, useState } from 'react';

/** The time after the last change during which the agent still counts as typing. */
const typingMs = 6_000;

/** Returns whether the text is being typed: it changed within the last 6 s and is not empty. */
export function useTyping(text: string): boolean {
  const [before, setBefore] = useState(text);
  const [typing, setTyping] = useState(false);
  if (before !== text) {
    setBefore(text);
    setTyping(text !== '');
  }
  useEffect(() => {
    if (!typing || text === '') return;
    const timer = setTimeout(() => setTyping(false), typingMs);
    return () => clearTimeout(timer);
  }, [typing, text]);
  return typing;
}
