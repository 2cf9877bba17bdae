import Type from 'typebox';
import { id, text, words } from '../values.ts';

/**
 * A value for a custom field, as a call gives it. A blank value clears the field, and an absent one is blank: serialisers
 * of Java leave nulls out.
 */
export const extendFieldInput = Type.Object({
  fieldid: id(words('自定义字段的编号', 'id of the custom field')),
  field_value: Type.Optional(
    text(
      5000,
      words(
        '字段的值，缺省即为空；选项字段填选项值，复选以逗号连接，级联填末级选项值，地区填自省起以逗号连接的编码',
        'the value, blank when absent; of a choice the option value, several joined by commas; of a cascade its leaf; of a region the codes from the province down, joined by commas',
      ),
    ),
  ),
});

/** A custom field of a ticket with its value. */
const value = {
  fieldid: Type.String(words('自定义字段的编号', 'id of the custom field')),
  field_name: Type.String(words('字段名称', 'name of the field')),
  field_type: Type.String(words('字段类型的编码', 'code of the kind of field')),
  field_text: Type.String(words('选项型字段的可读文本', 'readable text of a choice')),
  field_value: Type.String(words('字段的值', 'the value')),
};

/** As a pushed message and the list of failed ones carry it. */
export const extendField = Type.Object(value, { additionalProperties: false });

/** As the detail carries it, with its place in the template. */
export const sortedExtendField = Type.Object(
  { ...value, field_sortno: Type.Integer(words('排序，小者在前', 'place in the form, smallest first')) },
  { additionalProperties: false },
);
