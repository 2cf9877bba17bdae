import { getCatalog, listRegions } from './catalog.ts';
import { getCustomer, searchCustomers, updateCustomer } from './customers.ts';
import { tellPresence } from './live.ts';
import { getSession, setUp, signIn, signOut } from './session.ts';
import {
  changeCustomer,
  createTicket,
  getTicket,
  listEvents,
  listReplies,
  listTickets,
  remindTicket,
  updateTicket,
  updateTickets,
  uploadFile,
} from './tickets.ts';
import { countViews, listViews, removeView, saveView } from './views.ts';

/** Every call of the console by its name. The event stream is not among them: see live.ts. */
export const consoleEndpoints = {
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
} as const;

export type ConsoleEndpointName = keyof typeof consoleEndpoints;
