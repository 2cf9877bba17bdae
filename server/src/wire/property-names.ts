import type { PropertyNames } from '../errors.ts';

/** The wire's name of each property that the domain can refuse; some calls have another (`api/property-names.ts`). */
export const propertyNames: PropertyNames = {
  actorId: 'agentid',
  agentId: 'deal_agentid',
  appId: 'appid',
  categoryId: 'ticket_typeid',
  companyId: 'companyid',
  customerId: 'userid',
  day: 'date',
  emails: 'user_emails',
  fields: 'extend_fields',
  groupId: 'deal_groupid',
  level: 'ticket_level',
  partnerId: 'partnerid',
  phones: 'user_tels',
  requestKey: 'Idempotency-Key',
  score: 'score',
  sign: 'sign',
  status: 'ticket_status',
  templateId: 'templateid',
  time: 'create_time',
  // Properties that only the console and commands of `gongdan` set. The wire has no parameters for them.
  companyName: 'company_name',
  email: 'email',
  groups: 'groups',
  id: 'id',
};
