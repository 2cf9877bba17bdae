import type { ConsoleEndpointName, consoleEndpoints } from '@gongdan/contract/console';
import type { ConsoleHandler } from '../handler.ts';
import { changeCustomer } from './changeCustomer.ts';
import { countViews } from './countViews.ts';
import { createTicket } from './createTicket.ts';
import { getCatalog } from './getCatalog.ts';
import { getCustomer } from './getCustomer.ts';
import { getSession } from './getSession.ts';
import { getTicket } from './getTicket.ts';
import { listEvents } from './listEvents.ts';
import { listRegions } from './listRegions.ts';
import { listReplies } from './listReplies.ts';
import { listTickets } from './listTickets.ts';
import { listViews } from './listViews.ts';
import { remindTicket } from './remindTicket.ts';
import { removeView } from './removeView.ts';
import { saveView } from './saveView.ts';
import { searchCustomers } from './searchCustomers.ts';
import { setUp } from './setUp.ts';
import { signIn } from './signIn.ts';
import { signOut } from './signOut.ts';
import { tellPresence } from './tellPresence.ts';
import { updateCustomer } from './updateCustomer.ts';
import { updateTicket } from './updateTicket.ts';
import { updateTickets } from './updateTickets.ts';
import { uploadFile } from './uploadFile.ts';

/** Call → handler. A call without a handler does not compile. */
export const consoleHandlers: {
  readonly [Name in ConsoleEndpointName]: ConsoleHandler<(typeof consoleEndpoints)[Name]>;
} = {
  getSession,
  signIn,
  signOut,
  setUp,
  getCatalog,
  listRegions,
  listViews,
  countViews,
  saveView,
  removeView,
  listTickets,
  getTicket,
  listReplies,
  listEvents,
  createTicket,
  updateTicket,
  updateTickets,
  remindTicket,
  changeCustomer,
  uploadFile,
  searchCustomers,
  getCustomer,
  updateCustomer,
  tellPresence,
};
