import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { call } from './call.ts';
import type { Customer } from './types.ts';

/**
 * Finds customers whose nick, name, e-mail, phone or partner id begins with the text. It searches from two characters
 * on, or from one Chinese character.
 */
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
