import type { endpoints } from '@gongdan/contract';
import type { Handler } from './handler.ts';

/** Agents belong to groups and to nothing else. */
export const query_departments: Handler<typeof endpoints.query_departments> = async () => ({ items: [] });
