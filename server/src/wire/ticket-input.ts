import type { GivenValue } from '../catalog/check-values.ts';
import { refused } from '../errors.ts';
import type { Contact, CopiedAgent } from '../tickets/ticket.ts';

/** `extend_fields`; a field given without a value keeps its blank, which clears it. */
export function fieldsFromWire(
  given: readonly { fieldid: string; field_value: string }[] | undefined,
): readonly GivenValue[] {
  return (given ?? []).map(({ fieldid, field_value }) => ({ fieldId: fieldid, value: field_value }));
}

/** `first_contact_type` and `first_contact_info`, which come together or not at all. */
export function contactFromWire(type: number | undefined, info: string | undefined): Contact | null {
  if (type === undefined && info === undefined) return null;
  if (type === undefined)
    throw refused('first_contact_type', 'required beside first_contact_info', 'parameter_missing');
  if (info === undefined)
    throw refused('first_contact_info', 'required beside first_contact_type', 'parameter_missing');
  if (type !== 1 && type !== 2) throw refused('first_contact_type', 'must be 1 or 2');
  return { type, info };
}

/** `copy_agent`. */
export function copiedAgentsFromWire(given: readonly { agent_name: string; agent_mail: string }[]): CopiedAgent[] {
  return given.map(({ agent_name, agent_mail }) => ({ name: agent_name, mail: agent_mail }));
}
