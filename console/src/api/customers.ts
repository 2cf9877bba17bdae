import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { call } from './call.ts';
import type { Customer } from './types.ts';

/** Finds customers whose name, e-mail or phone begins with the text. One Chinese or two other characters are enough. */
export function useCustomerSearch(text: string) {
  const wanted = useDeferredValue(text.trim());
  return useQuery({
    queryKey: ['customers', wanted],
    queryFn: async ({ signal }): Promise<Customer[]> =>
      (await call('searchCustomers', { text: wanted }, signal)).customers,
    enabled: wanted.length >= 2 || /\p{Script=Han}/u.test(wanted),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}
