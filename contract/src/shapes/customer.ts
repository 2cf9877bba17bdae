import Type from 'typebox';
import { entries, id, text, type ValueOptions, words } from '../values.ts';

const fieldValue = Type.Object(
  {
    fieldid: Type.String(words('字段的编号', 'id of the field')),
    field_name: Type.String(words('字段名称', 'name of the field')),
    field_value: Type.String(words('字段的值', 'the value')),
  },
  { additionalProperties: false },
);

/** E-mail addresses or phone numbers, in calls that describe a customer and in calls that look for one. */
export function contacts(options: ValueOptions) {
  return text(1000, options);
}

/** The parameters that describe a customer. */
export const customerInput = {
  user_nick: text(100, words('昵称', 'nick')),
  user_name: Type.Optional(text(100, words('姓名', 'name'))),
  user_tels: Type.Optional(contacts(words('电话，可多个', 'phone numbers, several joined by ; or ,'))),
  user_emails: Type.Optional(contacts(words('邮箱，可多个', 'e-mail addresses, several joined by ; or ,'))),
  user_level: Type.Optional(text(64, words('客户级别', 'level of the customer'))),
  vip_level: Type.Optional(text(64, words('贵宾级别', 'VIP level'))),
  user_label: Type.Optional(text(1000, words('标签', 'labels'))),
  user_status: Type.Optional(text(64, words('客户状态', 'status of the customer'))),
  enterprise_name: Type.Optional(
    text(255, words('所属企业名称，没有则新建', 'name of the enterprise, which is created when it does not exist')),
  ),
  partnerid: Type.Optional(text(255, words('对接编号', 'id of the customer in your system'))),
  extend_field_params: Type.Optional(
    entries(
      Type.Object({
        fieldid: id(words('字段的编号', 'id of the field')),
        field_value: Type.Optional(text(5000, words('字段的值，缺省即为空', 'the value; when absent it is blank'))),
      }),
      words('自定义字段', 'custom fields of the customer'),
    ),
  ),
  remark: Type.Optional(text(5000, words('备注', 'remark'))),
};

/** The answer of creating or updating a customer. */
export const savedCustomer = Type.Object(
  {
    userid: Type.String(words('客户的编号', 'id of the customer')),
    user_nick: Type.String(words('昵称', 'nick')),
    companyid: Type.String(words('企业编号', 'id of the company')),
  },
  { additionalProperties: false },
);

/** A whole customer. */
export const customer = Type.Object(
  {
    userid: Type.String(words('客户的编号', 'id of the customer')),
    user_nick: Type.String(words('昵称', 'nick')),
    companyid: Type.String(words('企业编号', 'id of the company')),
    user_emails: Type.String(words('邮箱，逗号连接', 'e-mail addresses, joined by commas')),
    user_name: Type.String(words('姓名', 'name')),
    user_tels: Type.String(words('电话，逗号连接', 'phone numbers, joined by commas')),
    user_level: Type.String(words('客户级别，未设置为 0', 'level of the customer, 0 when not set')),
    vip_level: Type.String(words('贵宾级别', 'VIP level')),
    user_status: Type.String(words('客户状态，未设置为 0', 'status of the customer, 0 when not set')),
    partnerid: Type.String(words('对接编号', 'id of the customer in your system')),
    enterpriseid: Type.String(words('所属企业的编号', 'id of the enterprise')),
    enterprise_name: Type.String(words('所属企业名称', 'name of the enterprise')),
    create_agentid: Type.String(words('创建客服的编号', 'id of the agent who created it')),
    update_agentid: Type.String(words('更新客服的编号', 'id of the agent who updated it last')),
    remark: Type.String(words('备注', 'remark')),
    extend_field_values: Type.Array(fieldValue, words('自定义字段', 'custom fields of the customer')),
    create_datetime: Type.String(words('创建时间', 'when it was created')),
    user_label: Type.String(words('标签', 'labels')),
  },
  { additionalProperties: false },
);
