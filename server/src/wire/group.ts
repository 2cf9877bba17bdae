import type { Group } from '../people/staff.ts';

/** The only kind of groups: those that work on tickets. */
const ticketGroup = '0';

export function groupToWire({ id, name }: Group) {
  return { groupid: id, group_name: name, group_type: ticketGroup };
}
