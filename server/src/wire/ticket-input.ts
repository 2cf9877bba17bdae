import type { GivenValue } from '../catalog/check-values.ts';
import type { Contact, CopiedAgent } from '../tickets/model/ticket.ts';

/** Reads `extend_fields`. A field without a value is cleared. */
export function fieldsFromWire(
  given: readonly { fieldid: string; field_value?: string }[] | undefined,
): readonly GivenValue[] {
  return (given ?? []).map(({ fieldid, field_value = '' }) => ({ fieldId: fieldid, value: field_value }));
}

/** Reads `first_contact_type` and `first_contact_info`. The contract refuses a call that gives only one of them. */
export function contactFromWire(type: number | undefined, info: string | undefined): Contact | null {
  return type === undefined || info === undefined ? null : { type, info };
}

/** Reads `copy_agent`. */
export function copiedAgentsFromWire(given: readonly { agent_name: string; agent_mail: string }[]): CopiedAgent[] {
  return given.map(({ agent_name, agent_mail }) => ({ name: agent_name, mail: agent_mail }));
}
