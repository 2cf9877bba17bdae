import Type from 'typebox';
import { words } from '../values.ts';

/** One option of a choice field. The options of a cascade are a flat list: `data_parent_id` names the parent. */
const option = Type.Object(
  {
    data_name: Type.String(words('选项文本', 'text of the option')),
    data_value: Type.String(words('选项值', 'value of the option')),
    data_id: Type.Optional(Type.String(words('级联选项的编号', 'id of an option of a cascade'))),
    data_parent_id: Type.Optional(
      Type.String(words('级联选项的上级编号，顶层为空', 'id of the parent option, empty at the top')),
    ),
    node_flag: Type.Optional(Type.String(words('级联选项：0 末级，1 非末级', 'of a cascade: 0 leaf, 1 has children'))),
  },
  { additionalProperties: false },
);

/** A custom field, as the dictionaries describe it. */
export const fieldDefinition = Type.Object(
  {
    fieldid: Type.String(words('自定义字段的编号', 'id of the custom field')),
    field_name: Type.String(words('字段名称', 'name of the field')),
    field_type: Type.String(
      words(
        '1 单行文本，2 多行文本，3 日期，4 时间，5 数值，6 下拉，7 复选，8 单选，9 级联，11 地区，12 日期加时间，13 附件；可能有其他值',
        '1 line of text, 2 text, 3 date, 4 time, 5 number, 6 drop-down, 7 check boxes, 8 radio buttons, 9 cascade, 11 region, 12 date and time, 13 attachment; more may be added',
      ),
    ),
    fill_flag: Type.String(words('是否必填：0 否，1 是', 'required: 0 no, 1 yes')),
    field_data_list: Type.Array(option, words('选项型字段的选项', 'options of a choice field')),
  },
  { additionalProperties: false },
);
