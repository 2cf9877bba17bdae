import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * Returns a function that calls the latest `act` and is itself the same at every rendering. A memoised component that
 * gets it is therefore not rendered again.
 */
export function useStableCallback<Parameters extends readonly unknown[], Value>(
  act: (...parameters: Parameters) => Value,
): (...parameters: Parameters) => Value {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...parameters: Parameters) => latest.current(...parameters), []);
}
