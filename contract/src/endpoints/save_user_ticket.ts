import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { contacts } from '../shapes/customer.ts';
import { extendFieldInput } from '../shapes/extend_field.ts';
import { madeTicket } from '../shapes/made_ticket.ts';
import { digits, entries, id, integer, text, words } from '../values.ts';

export const save_user_ticket = endpoint({
  name: 'save_user_ticket',
  method: 'POST',
  path: '/api/ws/5/ticket/save_user_ticket',
  access: 'token',
  reads: false,
  parameters: Type.Object({
    companyid: id(words('企业编号', 'id of the company')),
    ticket_title: text(100, words('标题', 'title')),
    userid: Type.Optional(id(words('客户的编号', 'id of the customer'))),
    partnerid: Type.Optional(text(255, words('客户的对接编号', 'partner id of the customer'))),
    ticket_content: text(5000, words('问题描述', 'description, HTML')),
    user_emails: Type.Optional(contacts(words('客户邮箱，可多个', 'e-mail addresses, several joined by ; or ,'))),
    user_tels: Type.Optional(contacts(words('客户电话，可多个', 'phone numbers, several joined by ; or ,'))),
    ticket_typeid: id({ missing: 'category_missing', ...words('末级分类的编号', 'id of a leaf category') }),
    ticket_from: digits({ missing: 'source_missing', ...words('来源的编码', 'code of the source') }),
    file_str: Type.Optional(text(10000, words('附件地址，分号连接', 'addresses of attachments, joined by semicolons'))),
    extend_fields: Type.Optional(entries(extendFieldInput, words('自定义字段', 'custom fields'))),
    first_contact_type: Type.Optional(
      integer({
        minimum: 1,
        maximum: 2,
        ...words('优先联系方式：1 邮箱，2 手机号', 'preferred contact: 1 e-mail, 2 phone'),
      }),
    ),
    first_contact_info: Type.Optional(
      text(
        255,
        words(
          '优先联系方式的值，与其类型同时给出',
          'address or number of the preferred contact, given together with its type',
        ),
      ),
    ),
  }),
  answer: madeTicket,
  title: { zh: '创建工单（客户）', en: 'Create a ticket as a customer' },
  description: {
    zh: '按客户编号、对接编号、邮箱、电话的次序找客户，找不到则新建。',
    en: 'Finds the customer by id, partner id, e-mail or phone, in this order, or makes one.',
  },
  problems: ['request_refused', 'region_unknown', 'parameter_missing'],
});
