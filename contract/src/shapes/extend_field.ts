import Type from 'typebox';
import { id, text, words } from '../values.ts';

/**
 * A value for a custom field in a call. A blank value clears the field. An absent value counts as blank, because Java
 * serialisers leave nulls out.
 */
export const extendFieldInput = Type.Object({
  fieldid: id(words('自定义字段的编号', 'id of the custom field')),
  field_value: Type.Optional(
    text(
      5000,
      words(
        '字段的值，缺省即为空；选项字段填选项值，复选以逗号连接，级联填末级选项值，地区填自省起以逗号连接的编码',
        'the value; when absent it is blank. A choice field takes an option value, check boxes several joined by commas, a cascade the value of a leaf, a region the codes from the province down, joined by commas',
      ),
    ),
  ),
});

/** The keys of a custom field with its value. */
const value = {
  fieldid: Type.String(words('自定义字段的编号', 'id of the custom field')),
  field_name: Type.String(words('字段名称', 'name of the field')),
  field_type: Type.String(words('字段类型的编码', 'code of the field type')),
  field_text: Type.String(words('选项型字段的可读文本', 'readable text of a choice field')),
  field_value: Type.String(words('字段的值', 'the value')),
};

/** A custom field in pushed messages and in the list of failed pushes. */
export const extendField = Type.Object(value, { additionalProperties: false });

/** A custom field in the detail of a ticket, with its position in the template. */
export const sortedExtendField = Type.Object(
  { ...value, field_sortno: Type.Integer(words('排序，小者在前', 'position in the form, smallest first')) },
  { additionalProperties: false },
);
