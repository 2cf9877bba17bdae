import type { Group } from '../people/staff.ts';

/** `group_type` of groups that work on tickets. There are no others. */
const ticketGroup = '0';

export function groupToWire({ id, name }: Group) {
  return { groupid: id, group_name: name, group_type: ticketGroup };
}
