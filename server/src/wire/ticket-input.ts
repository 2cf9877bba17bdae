import type { GivenValue } from '../catalog/check-values.ts';
import type { Contact, CopiedAgent } from '../tickets/model/ticket.ts';

/** `extend_fields`; a field given without a value is cleared. */
export function fieldsFromWire(
  given: readonly { fieldid: string; field_value?: string }[] | undefined,
): readonly GivenValue[] {
  return (given ?? []).map(({ fieldid, field_value = '' }) => ({ fieldId: fieldid, value: field_value }));
}

/** `first_contact_type` and `first_contact_info`, which come together or not at all. */
export function contactFromWire(type: number | undefined, info: string | undefined): Contact | null {
  return type === undefined || info === undefined ? null : { type, info };
}

/** `copy_agent`. */
export function copiedAgentsFromWire(given: readonly { agent_name: string; agent_mail: string }[]): CopiedAgent[] {
  return given.map(({ agent_name, agent_mail }) => ({ name: agent_name, mail: agent_mail }));
}
