import { useCallback, useLayoutEffect, useRef } from 'react';

/** One function for the component's life that does what the latest `act` does: what gets it need not be drawn again. */
export function useStable<Parameters extends readonly unknown[], Value>(
  act: (...parameters: Parameters) => Value,
): (...parameters: Parameters) => Value {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...parameters: Parameters) => latest.current(...parameters), []);
}
