import { useCallback, useLayoutEffect, useRef } from 'react';

/** Returns a function that never changes and calls the latest `act`, so that its users are not rendered again. */
export function useStableCallback<Parameters extends readonly unknown[], Value>(
  act: (...parameters: Parameters) => Value,
): (...parameters: Parameters) => Value {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...parameters: Parameters) => latest.current(...parameters), []);
}
