import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useState } from 'react';
import { call } from '../api/call.ts';
import type { Customer } from '../api/types.ts';

/** The search starts when the text has not changed for this time. */
const debounceMs = 150;

/**
 * Searches, as the agent types, for customers whose nick, name, e-mail, phone or partner id begins with the text.
 * Without a text it finds the newest customers.
 */
export function useCustomerSuggestions(typed: string): readonly Customer[] {
  const text = useDeferredValue(useDebounced(typed.trim()));
  const { data } = useQuery({
    queryKey: ['customer-search', text],
    queryFn: async ({ signal }) => (await call('searchCustomers', { text }, signal)).customers,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  return data ?? [];
}

function useDebounced(text: string): string {
  const [debounced, setDebounced] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(text), debounceMs);
    return () => clearTimeout(timer);
  }, [text]);
  return debounced;
}
