import Type, { type TProperties } from 'typebox';
import { words } from '../values.ts';

const option = Type.Object(
  {
    dataid: Type.String(words('选项的编号', 'id of the option')),
    data_name: Type.String(words('选项文本', 'text of the option')),
    data_value: Type.String(words('选项值', 'value of the option')),
  },
  { additionalProperties: false },
);

const definition = {
  companyid: Type.String(words('企业编号', 'id of the company')),
  fieldid: Type.String(words('字段的编号', 'id of the field')),
  field_name: Type.String(words('字段名称', 'name of the field')),
  field_variable: Type.String(
    words('字段的变量名，与 fieldid 相同', 'variable name of the field, the same as fieldid'),
  ),
  field_type: Type.String(
    words('字段类型的编码，与工单字段相同', 'code of the field type, the same as for fields of tickets'),
  ),
  field_type_cn: Type.String(words('字段类型的名称', 'name of the field type')),
  field_status: Type.String(words('状态，总为 1（启用）', 'state; always 1, in use')),
  fill_flag: Type.String(words('是否必填：0 否，1 是', 'required: 0 no, 1 yes')),
  open_flag: Type.String(words('是否开放，总为 1（是）', 'open; always 1, yes')),
  operate_type: Type.String(words('1 自定义字段，11 固定字段', '1 a custom field, 11 a fixed field')),
  sort_no: Type.String(words('排序，小者在前', 'position in the form, smallest first')),
  remark: Type.String(words('备注，总为空', 'remark; always empty')),
  field_data_info_list: Type.Array(option, words('选项型字段的选项', 'options of a choice field')),
};

/** The fields of customers, without values. */
export const customerFields = set(definition);

/** The fields of customers with the values of one customer. */
export const customerFieldValues = set({
  ...definition,
  field_value: Type.String(words('字段的值，没有则为空', 'the value, empty when there is none')),
});

function set<Keys extends TProperties>(field: Keys) {
  return Type.Object(
    {
      companyid: Type.String(words('企业编号', 'id of the company')),
      operate_type: Type.String(words('1 自定义字段，11 固定字段', '1 custom fields, 11 fixed fields')),
      extend_fields: Type.Array(Type.Object(field, { additionalProperties: false }), words('字段', 'the fields')),
    },
    { additionalProperties: false },
  );
}
