import type { Group } from '../people/staff.ts';

/** The kind of groups there are: those that work on tickets. */
const ticketGroup = '0';

export function groupToWire({ id, name }: Group) {
  return { groupid: id, group_name: name, group_type: ticketGroup };
}
