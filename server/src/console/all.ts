import type { ConsoleEndpointName, consoleEndpoints } from '@gongdan/contract/console';
import type { ConsoleHandler } from './handler.ts';
import { signOut } from './session.ts';

/** What is still to be written; a name leaves this list with its handler, and the list with the last of them. */
type Unwritten =
  | 'getSession'
  | 'signIn'
  | 'setUp'
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
  signOut,
};
