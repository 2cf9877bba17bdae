import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { call } from './call.ts';
import type { Customer } from './types.ts';

/**
 * Finds customers whose nick, name, e-mail, phone or partner id begins with the text. The text must have at least two
 * characters, or a Chinese one. While a changed text is searched for, the customers found for the previous text stay.
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
