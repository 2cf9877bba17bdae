import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { oneItem } from '../envelope.ts';
import { date, text, words } from '../values.ts';

export const export_data = endpoint({
  name: 'export_data',
  method: 'POST',
  path: '/api/wb/5/data/export_data',
  access: 'token',
  reads: false,
  parameters: Type.Object({
    task_type: text(20, { pattern: '^6$', ...words('数据类型，工单为 6', 'kind of data; 6 means tickets') }),
    date: date(words('日期，yyyy-MM-dd', 'the day, yyyy-MM-dd')),
  }),
  answer: oneItem(
    Type.Object(
      {
        companyid: Type.String(words('企业编号', 'id of the company')),
        create_time: Type.String(words('文件生成时间', 'when the file was made')),
        task_type: Type.String(words('数据类型', 'kind of data')),
        result_date: Type.String(words('数据所属日期', 'day of the data')),
        file_path: Type.String(words('下载地址，24 小时内有效', 'download address, valid for 24 hours')),
        description: Type.String(words('说明，总为空', 'description; always empty')),
      },
      { additionalProperties: false },
    ),
  ),
  title: { zh: '导出一天的工单', en: 'Export the tickets of a day' },
  description: {
    zh: '导出某天创建或更新过的工单，内容为当天结束时的状态，格式为 JSON Lines 文件。',
    en: 'Writes the tickets created or updated on a day to a JSON Lines file, each as it was at the end of that day.',
  },
  problems: ['time_malformed', 'request_refused'],
});
