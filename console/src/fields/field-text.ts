import { splitChoices } from './check-value.ts';
import { type Field, fieldType } from './field.ts';
import { pathTo } from './tree.ts';

/** Returns a value as people read it. `text` is the server's own text for the value; "" if it is not known yet. */
export function fieldText(field: Field, value: string, text: string): string {
  if (value === '') return '';
  switch (field.type) {
    case fieldType.select:
    case fieldType.radio:
      return nameOf(field, value) ?? (text || value);
    case fieldType.checkboxes:
      return splitChoices(value)
        .map((one) => nameOf(field, one) ?? one)
        .join('、');
    case fieldType.cascade: {
      const option = field.options.find((one) => one.value === value);
      return option
        ? pathTo(field.options, option.id)
            .map((one) => one.name)
            .join(' / ')
        : text || value;
    }
    case fieldType.region:
      return text === '' ? value : text.replaceAll('/', ' / ');
    default:
      return value;
  }
}

function nameOf(field: Field, value: string): string | undefined {
  return field.options.find((option) => option.value === value)?.name;
}
