import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { nothing } from '../envelope.ts';
import { entries, id, text, words } from '../values.ts';

export const save_option_data_value = endpoint({
  name: 'save_option_data_value',
  method: 'POST',
  path: '/api/ws/5/ticket/save_option_data_value',
  access: 'token',
  reads: false,
  parameters: Type.Object({
    fieldid: id(words('自定义字段的编号', 'id of the custom field')),
    field_data_value: entries(
      Type.Object({
        field_value: text(255, words('选项值', 'value of the option')),
        field_text: text(255, words('选项文本', 'text of the option')),
      }),
      words('要添加的选项', 'the options to add'),
    ),
    agentid: id({ missing: 'agent_missing', ...words('操作客服的编号', 'id of the acting agent') }),
    agent_name: text(
      255,
      words('操作客服名称，不使用，以编号为准', 'name of the acting agent; not used, the id decides'),
    ),
  }),
  answer: nothing(),
  title: { zh: '添加字段选项', en: 'Add options to a field' },
  description: {
    zh: '为下拉、复选、单选或级联字段添加选项。值已存在的选项只改名，不重复添加；要么全部成功，要么全不生效。',
    en: 'Adds options to a drop-down, check boxes, radio buttons or a cascade. An option whose value exists is renamed. Either all options are saved or none.',
  },
  problems: ['agent_unknown', 'request_refused'],
});
