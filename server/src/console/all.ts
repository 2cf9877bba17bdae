import type { ConsoleEndpointName, consoleEndpoints } from '@gongdan/contract/console';
import type { ConsoleHandler } from './handler.ts';
import { getSession, signIn, signOut } from './session.ts';
import { setUp } from './setup.ts';

/** What is still to be written; a name leaves this list with its handler, and the list with the last of them. */
type Unwritten =
  | 'getCatalog'
  | 'listRegions'
  | 'listViews'
  | 'countViews'
  | 'saveView'
  | 'removeView'
  | 'listTickets'
  | 'getTicket'
  | 'createTicket'
  | 'updateTicket'
  | 'updateTickets'
  | 'remindTicket'
  | 'changeCustomer'
  | 'uploadFile'
  | 'searchCustomers'
  | 'getCustomer'
  | 'updateCustomer'
  | 'tellPresence';

/** Who answers which call; one that is missing does not compile. */
export const consoleHandlers: {
  readonly [Name in Exclude<ConsoleEndpointName, Unwritten>]: ConsoleHandler<(typeof consoleEndpoints)[Name]>;
} = {
  getSession,
  signIn,
  signOut,
  setUp,
};
