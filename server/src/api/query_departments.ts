import type { endpoints } from '@gongdan/contract';
import type { Handler } from './handler.ts';

/** There are no departments: agents belong to groups only. */
export const query_departments: Handler<typeof endpoints.query_departments> = async () => ({ items: [] });
