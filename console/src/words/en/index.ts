import { app } from './app.ts';
import { composer } from './composer.ts';
import { customer } from './customer.ts';
import { fault } from './fault.ts';
import { fields } from './fields.ts';
import { keys } from './keys.ts';
import { list } from './list.ts';
import { merge } from './merge.ts';
import { newTicket } from './new-ticket.ts';
import { signIn } from './sign-in.ts';
import { ticket } from './ticket.ts';
import { ui } from './ui.ts';
import { views } from './views.ts';

/**
 * The English texts of the console, by folder. console/test/words.test.ts checks that both languages have the same
 * keys.
 */
export const en = {
  app,
  composer,
  customer,
  fault,
  fields,
  keys,
  list,
  merge,
  newTicket,
  signIn,
  ticket,
  ui,
  views,
} as const;
