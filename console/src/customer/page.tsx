import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { customerQuery } from '../api/queries.ts';

export function CustomerPage() {
  const { id } = useParams({ from: '/signed-in/customers/$id' });
  const { customer } = useSuspenseQuery(customerQuery(id)).data;
  return <h1>{customer.nick}</h1>;
}
