import type { endpoints } from '@gongdan/contract';
import { rolesToWire } from '../wire/agent.ts';
import type { Handler } from './handler.ts';

export const query_agent_roles: Handler<typeof endpoints.query_agent_roles> = async () => ({ items: rolesToWire() });
