import { type Field, fieldType } from '../catalog.ts';

/**
 * Whether two values of the field, both checked, say the same. Blanks around text, the order of several options and
 * seconds that are zero make no difference. The digits of a number do: `1.10` may be a release and not a quantity.
 */
export function isSameValue(field: Field, one: string, other: string): boolean {
  if (one === other) return true;
  switch (field.type) {
    case fieldType.line:
    case fieldType.text:
      return one.trim() === other.trim();
    case fieldType.checkboxes:
      return sorted(one) === sorted(other);
    case fieldType.dateTime:
      return withSeconds(one) === withSeconds(other);
    default:
      return false;
  }
}

function sorted(options: string): string {
  return options.split(',').sort().join(',');
}

/** `yyyy-MM-dd HH:mm` has 16 characters. */
function withSeconds(moment: string): string {
  return moment.length === 16 ? `${moment}:00` : moment;
}
