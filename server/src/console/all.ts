import type { ConsoleEndpointName, consoleEndpoints } from '@gongdan/contract/console';
import { getCatalog, listRegions } from './catalog.ts';
import { listEvents, listReplies } from './conversation.ts';
import { getCustomer, searchCustomers, updateCustomer } from './customers.ts';
import type { ConsoleHandler } from './handler.ts';
import { tellPresence } from './presence.ts';
import { getSession, signIn, signOut } from './session.ts';
import { setUp } from './setup.ts';
import { getTicket, listTickets } from './tickets.ts';
import { uploadFile } from './upload.ts';
import { countViews, listViews, removeView, saveView } from './views.ts';
import { changeCustomer, createTicket, remindTicket, updateTicket, updateTickets } from './work.ts';

/** Who answers which call; one that is missing does not compile. */
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
