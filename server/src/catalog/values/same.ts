import { type Field, fieldType } from '../catalog.ts';

/**
 * True when two checked values of the field mean the same. Blanks around a text, the order of several options and
 * seconds of zero make no difference. The digits of a number do, because `1.10` may be a version and not a quantity.
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
