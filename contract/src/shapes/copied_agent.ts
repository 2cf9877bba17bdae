import Type from 'typebox';
import { text, words } from '../values.ts';

/** An agent who is copied on a ticket. Name and address are stored as given. */
export const copiedAgent = Type.Object({
  agent_name: text(255, words('名称', 'name')),
  agent_mail: text(255, words('邮箱', 'e-mail address')),
});
