import type { Problem } from '../../errors.ts';
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
  if (values.size === 0) throw unfit(field, { zh: '没有任何选项', en: 'names no option' });
  const chosen = [...values].map((one) => optionOf(field, one));
  return {
    value: chosen.map((option) => option.value).join(','),
    text: chosen.map((option) => option.name).join(','),
  };
}

/** Checks the value of a leaf of a cascade; the names from the root to the leaf are the text. */
export function cascadeValue(field: Field, value: string): FieldValue {
  const option = optionOf(field, value);
  if (!option.leaf)
    throw unfit(field, { zh: `${value} 之下还有选项，只能用末级选项`, en: `${value} has options below it` });
  return { value, text: option.path };
}

function optionOf(field: Field, value: string): Option {
  const option = field.optionByValue.get(value);
  if (!option) throw noOption(field, value.slice(0, 64));
  return option;
}

function noOption(field: Field, shown: string): Problem {
  return unfit(field, { zh: `没有选项 ${shown}`, en: `no option ${shown}` });
}
