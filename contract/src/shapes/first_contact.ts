import Type from 'typebox';
import { integer, text, words } from '../values.ts';

/** The customer's preferred way of contact. */
export const firstContact = {
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
};

/** A rule of JSON Schema: the type and the address of the contact must be given together. */
export const wholeContact = {
  dependentRequired: { first_contact_type: ['first_contact_info'], first_contact_info: ['first_contact_type'] },
};
