import type { Field } from '../catalog/catalog.ts';
import type { Company } from '../context.ts';

/** `operate_type` of fields that the company defines. */
const own = '1';
/** `operate_type` of fields that every company has. */
const fixed = '11';

const typeNames: Readonly<Record<string, string>> = {
  1: '单行文本',
  2: '多行文本',
  3: '日期',
  4: '时间',
  5: '数值',
  6: '下拉列表',
  7: '复选框',
  8: '单选框',
  9: '级联字段',
  11: '地区',
  12: '日期时间',
  13: '附件',
};

/** The fields that the company defines for its customers. */
export function ownFields(company: Company, fields: Iterable<Field>) {
  return {
    companyid: company.id,
    operate_type: own,
    extend_fields: Array.from(fields, (field) => ownField(company, field)),
  };
}

/** The fields that the company defines, with the values of one customer: "" for a field without a value. */
export function ownFieldValues(company: Company, fields: Iterable<Field>, values: Readonly<Record<string, string>>) {
  const { extend_fields, ...rest } = ownFields(company, fields);
  return {
    ...rest,
    extend_fields: extend_fields.map((field) => ({
      ...field,
      // A field's id may be that of an inherited property, such as `constructor`.
      field_value: Object.hasOwn(values, field.fieldid) ? values[field.fieldid]! : '',
    })),
  };
}

function ownField(company: Company, field: Field) {
  const options = field.options.map(({ id, name, value }) => ({ dataid: id, data_name: name, data_value: value }));
  return fieldToWire(company, {
    operate_type: own,
    fieldid: field.id,
    field_name: field.name,
    field_type: String(field.type),
    fill_flag: field.required ? '1' : '0',
    sort_no: String(field.position),
    field_data_info_list: options,
  });
}

/** The fields that every company has, under the names of the parameters that set them. */
const fixedFields = [
  ['user_nick', '昵称', '1'],
  ['user_name', '姓名', '1'],
  ['user_tels', '电话', '1'],
  ['user_emails', '邮箱', '1'],
  ['user_level', '客户级别', '1'],
  ['vip_level', '贵宾级别', '1'],
  ['user_status', '客户状态', '1'],
  ['user_label', '标签', '1'],
  ['enterprise_name', '所属企业', '1'],
  ['partnerid', '对接编号', '1'],
  ['remark', '备注', '2'],
] as const;

export function fixedFieldsToWire(company: Company) {
  const extend_fields = fixedFields.map(([name, label, type], index) =>
    fieldToWire(company, {
      operate_type: fixed,
      fieldid: name,
      field_name: label,
      field_type: type,
      fill_flag: name === 'user_nick' ? '1' : '0',
      sort_no: String(index + 1),
      field_data_info_list: [],
    }),
  );
  return { companyid: company.id, operate_type: fixed, extend_fields };
}

interface Described {
  readonly operate_type: string;
  readonly fieldid: string;
  readonly field_name: string;
  readonly field_type: string;
  readonly fill_flag: string;
  readonly sort_no: string;
  readonly field_data_info_list: { dataid: string; data_name: string; data_value: string }[];
}

function fieldToWire(company: Company, field: Described) {
  return {
    companyid: company.id,
    ...field,
    field_variable: field.fieldid,
    field_type_cn: typeNames[field.field_type] ?? '',
    field_status: '1',
    open_flag: '1',
    remark: '',
  };
}
