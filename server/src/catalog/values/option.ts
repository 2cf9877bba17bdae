import type { Field, FieldValue, Option } from '../catalog.ts';
import { unfit } from './unfit.ts';

/** Checks the value of one option; the option's name is the text. */
export function choiceValue(field: Field, value: string): FieldValue {
  return { value, text: optionOf(field, value).name };
}

/** Checks values of several options, joined by ","; a repeated value counts once. */
export function choicesValue(field: Field, value: string): FieldValue {
  const values = new Set(value.split(',').map((part) => part.trim()));
  values.delete('');
  if (values.size === 0) throw unfit(field, 'names no option');
  const chosen = [...values].map((one) => optionOf(field, one));
  return {
    value: chosen.map((option) => option.value).join(','),
    text: chosen.map((option) => option.name).join(','),
  };
}

/** Checks the value of a leaf of a cascade; the names from the root to the leaf are the text. */
export function cascadeValue(field: Field, value: string): FieldValue {
  const option = optionOf(field, value);
  if (!option.leaf) throw unfit(field, `${value} has options below it`);
  return { value, text: option.path };
}

function optionOf(field: Field, value: string): Option {
  const option = field.optionByValue.get(value);
  if (!option) throw unfit(field, `no option ${value.slice(0, 64)}`);
  return option;
}
