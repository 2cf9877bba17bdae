import type { Field, fieldType, Option } from '../catalog/catalog.ts';
import { leafFlag } from './category.ts';

/** A copy of the value, because `wire` may import only the types of `catalog`. The compiler checks that both are equal. */
const cascade = 9 satisfies typeof fieldType.cascade;

/** A custom field in the dictionaries. */
export function fieldDefinition(field: Field) {
  const optionToWire = field.type === cascade ? cascadeOption : plainOption;
  return {
    fieldid: field.id,
    field_name: field.name,
    field_type: String(field.type),
    fill_flag: field.required ? '1' : '0',
    field_data_list: field.options.map(optionToWire),
  };
}

function plainOption({ name, value }: Option) {
  return { data_name: name, data_value: value };
}

/** An option of a cascade. It names its parent, because the list of options is flat. */
function cascadeOption(option: Option) {
  return {
    ...plainOption(option),
    data_id: option.id,
    data_parent_id: option.parentId,
    node_flag: leafFlag(option.leaf),
  };
}
