import type { CategoryEntry, FieldEntry, OptionEntry, RegionEntry, StatusEntry, TemplateEntry } from '../shape.ts';
import { type KeyWords, type SectionWords, words } from './section-words.ts';

const fields: KeyWords<FieldEntry> = {
  fieldid: words('字段编号', 'the id of the field'),
  field_name: words('字段名称', 'its name'),
  field_type: words(
    '1 单行，2 多行，3 日期，4 时间，5 数值，6 下拉，7 复选，8 单选，9 级联，11 地区，12 日期加时间',
    '1 line, 2 text, 3 date, 4 time, 5 number, 6 drop-down, 7 check boxes, 8 radio buttons, 9 cascade, 11 region, 12 date and time',
  ),
  fill_flag: words('是否必填', 'a value is required'),
  partner: words(
    '仅工单：对接方在任何工单里都可以给出值，不受模板限制',
    'only for tickets: integrations may give a value in every ticket, whatever the template',
  ),
  sortno: words('排序号；默认为在文件中的位置', 'the place among the fields; by default the place in the file'),
  min: words('数值的下限，或文本的最小长度', 'the least number, or the least length of a text'),
  max: words('数值的上限，或文本的最大长度', 'the greatest number, or the greatest length of a text'),
  options: words(
    '6、7、8、9 型字段的选项；文件没有列出的选项保留，直到用 `--prune` 删除没有工单使用的',
    'the options of types 6, 7, 8 and 9; an option that the file leaves out stays until `--prune` removes it unused',
  ),
};

const option: KeyWords<OptionEntry> = {
  data_name: words('选项名称', 'the label of the option'),
  data_value: words(
    '选项的值，在字段内唯一；默认与名称相同；复选框的值不能含逗号',
    'its value, unique in the field; by default the label; values of check boxes have no comma',
  ),
  options: words('下一级选项，仅限 9 型字段', 'the options below it, for type 9'),
};

const templates: KeyWords<TemplateEntry> = {
  templateid: words('模板编号', 'the id of the template'),
  template_name: words('模板名称', 'its name'),
  fields: words('工单字段的编号，按显示顺序', 'ids of ticket fields, in the order in which they are shown'),
};

const categories: KeyWords<CategoryEntry> = {
  typeid: words('分类编号', 'the id of the category'),
  type_name: words('分类名称', 'its name'),
  templateid: words('分类的模板；默认使用上级分类的模板', 'its template; by default that of the category above'),
  retired: words('停用，不再接受新工单', 'the category takes no new tickets'),
  categories: words('下级分类，格式相同，最多 5 级', 'the categories below it, of the same form, 5 levels in all'),
};

const statuses: KeyWords<StatusEntry> = {
  status_code: words('状态编码', 'the code of the status'),
  status_name: words('状态名称', 'its name'),
  status_type: words(
    '1 新建，2 处理中，3 等待客户，4 暂停，5 已解决，6 已关闭',
    '1 new, 2 in progress, 3 waiting for the customer, 4 paused, 5 resolved, 6 closed',
  ),
  status_desc: words('说明', 'a description'),
  customer_status_name: words('对客户显示的名称', 'the name that customers see'),
};

const region: KeyWords<RegionEntry> = {
  id: words('地区编码，在整棵树中唯一', 'the code of the region, unique in the tree'),
  name: words('地区名称', 'its name'),
  regions: words('下级地区，格式相同', 'the regions below it, of the same form'),
};

export const catalogWords = {
  customer_fields: {
    words: words('客户的自定义字段。', 'Custom fields of customers.'),
    keys: fields,
    inner: { 'options[]': option },
    example: [
      {
        fieldid: 'member',
        field_name: '会员等级',
        field_type: 6,
        fill_flag: false,
        partner: false,
        sortno: 1,
        min: null,
        max: null,
        options: [
          { data_name: '金卡', data_value: 'gold' },
          { data_name: '银卡', data_value: 'silver' },
        ],
      },
    ],
  },
  fields: {
    words: words(
      '工单的自定义字段。字段出现在哪些工单里，由 `templates` 决定。',
      'Custom fields of tickets. The section `templates` decides which tickets have them.',
    ),
    keys: fields,
    inner: { 'options[]': option },
    example: [
      { fieldid: 'serial', field_name: '序列号', field_type: 1, fill_flag: true, min: 8, max: 20 },
      {
        fieldid: 'product',
        field_name: '产品',
        field_type: 9,
        partner: true,
        sortno: 2,
        options: [{ data_name: '门锁', data_value: 'lock', options: [{ data_name: 'X1', data_value: 'lock-x1' }] }],
      },
    ],
  },
  templates: {
    words: words('模板：一个分类的工单有哪些字段。', 'Templates: the fields that tickets of a category have.'),
    keys: templates,
    example: [{ templateid: 'repair', template_name: '维修', fields: ['serial', 'product'] }],
  },
  categories: {
    words: words(
      '工单分类的树，只有末级分类可用于工单。',
      'The tree of ticket categories. Only categories without lower ones take tickets.',
    ),
    keys: categories,
    example: [
      {
        typeid: 'hardware',
        type_name: '硬件',
        templateid: 'repair',
        retired: false,
        categories: [
          { typeid: 'lock', type_name: '门锁' },
          { typeid: 'camera', type_name: '摄像头', retired: true },
        ],
      },
    ],
  },
  statuses: {
    words: words(
      '企业自己的状态，最多 30 个。固定状态（0、1、2、3、98、99）之外可以再加。',
      'Statuses of the company’s own, at most 30, in addition to the fixed ones (0, 1, 2, 3, 98, 99).',
    ),
    keys: statuses,
    example: [
      {
        status_code: 10,
        status_name: '待备件',
        status_type: 4,
        status_desc: '等待仓库发来备件',
        customer_status_name: '处理中',
      },
    ],
  },
  regions: {
    words: words(
      '地区树：一个文件的路径（相对于企业文件，内容与 `get_region` 的返回相同），或者树本身；`null` 恢复内置的地区树。',
      'The tree of regions: the path of a file, relative to the company file and with what `get_region` answers; or the tree itself. `null` restores the built-in tree.',
    ),
    keys: region,
    example: [{ id: '510000', name: '四川省', regions: [{ id: '510100', name: '成都市' }] }],
  },
} satisfies Readonly<Record<string, SectionWords>>;
