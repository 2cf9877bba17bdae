import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { contacts } from '../shapes/customer.ts';
import { extendFieldInput } from '../shapes/extend_field.ts';
import { firstContact, wholeContact } from '../shapes/first_contact.ts';
import { madeTicket } from '../shapes/made_ticket.ts';
import { digits, entries, id, text, words } from '../values.ts';

export const save_user_ticket = endpoint({
  name: 'save_user_ticket',
  method: 'POST',
  path: '/api/ws/5/ticket/save_user_ticket',
  access: 'token',
  reads: false,
  parameters: Type.Object(
    {
      companyid: id(words('企业编号', 'id of the company')),
      ticket_title: text(100, words('标题', 'title')),
      userid: Type.Optional(id(words('客户的编号', 'id of the customer'))),
      partnerid: Type.Optional(text(255, words('客户的对接编号', 'partner id of the customer'))),
      ticket_content: text(5000, words('问题描述', 'description, HTML')),
      user_emails: Type.Optional(contacts(words('客户邮箱，可多个', 'e-mail addresses, several joined by ; or ,'))),
      user_tels: Type.Optional(contacts(words('客户电话，可多个', 'phone numbers, several joined by ; or ,'))),
      ticket_typeid: id({ missing: 'category_missing', ...words('末级分类的编号', 'id of a leaf category') }),
      ticket_from: digits({ missing: 'source_missing', ...words('来源的编码', 'code of the source') }),
      file_str: Type.Optional(
        text(10000, words('附件地址，分号连接', 'addresses of attachments, joined by semicolons')),
      ),
      extend_fields: Type.Optional(entries(extendFieldInput, words('自定义字段', 'custom fields'))),
      ...firstContact,
    },
    wholeContact,
  ),
  answer: madeTicket,
  title: { zh: '创建工单（客户）', en: 'Create a ticket as a customer' },
  description: {
    zh: '为客户创建工单。依次按客户编号、对接编号、邮箱、电话查找客户，找不到则新建。',
    en: 'Creates a ticket for a customer. The customer is looked for by id, partner id, e-mail and phone, in this order, and created when none is found.',
  },
  problems: ['request_refused', 'region_unknown', 'parameter_missing'],
});
