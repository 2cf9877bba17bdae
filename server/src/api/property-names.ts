import type { EndpointName } from '@gongdan/contract';
import { Problem, type Property, type PropertyNames, withField } from '../errors.ts';
import { propertyNames } from '../wire/property-names.ts';

type NamesOfCall = { readonly [Key in Property]?: string };

/** The names of properties that differ in a call from those in `wire/property-names.ts`. */
const ownNames: Readonly<Record<string, NamesOfCall>> = {
  save_agent_ticket: { actorId: 'create_agentid' },
  save_ticket_reply: { actorId: 'reply_agentid' },
  reminder: { actorId: 'reminder_agentid' },
  save_user: { fields: 'extend_field_params' },
  update_user: { fields: 'extend_field_params' },
} satisfies { readonly [Name in EndpointName]?: NamesOfCall };

/** Returns the names that the call has for our properties. */
export function namesOf(call: string): PropertyNames {
  return { ...propertyNames, ...ownNames[call] };
}

/** Returns a Problem with the call's name for the property at fault. An error without such a property stays as it is. */
export function inWordsOf(call: string, error: unknown): unknown {
  if (!(error instanceof Problem) || error.property === undefined) return error;
  return withField(error, namesOf(call)[error.property as Property]);
}
