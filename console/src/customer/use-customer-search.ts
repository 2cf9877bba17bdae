import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useState } from 'react';
import { call } from '../api/call.ts';
import type { Customer } from '../api/types.ts';

/** So long a pause ends a word. */
const pauseMs = 150;

/** Customers whose nick, name, e-mail, phone or partner id begins so, asked for as one types. */
export function useCustomerSearch(typed: string): readonly Customer[] {
  const text = useDeferredValue(usePaused(typed.trim()));
  const { data } = useQuery({
    queryKey: ['customer-search', text],
    queryFn: async ({ signal }) => (await call('searchCustomers', { text }, signal)).customers,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  return data ?? [];
}

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
