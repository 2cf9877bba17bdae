import type {
  ConsoleAnswer,
  ConsoleEndpointName,
  ConsoleParameters,
  consoleEndpoints,
} from '@gongdan/contract/console';

type Endpoints = typeof consoleEndpoints;
export type ParametersOf<Name extends ConsoleEndpointName> = ConsoleParameters<Endpoints[Name]>;
export type AnswerOf<Name extends ConsoleEndpointName> = ConsoleAnswer<Endpoints[Name]>;

export type Session = NonNullable<AnswerOf<'getSession'>['session']>;
export type Catalog = AnswerOf<'getCatalog'>;
export type Status = Catalog['statuses'][number];
export type Level = Catalog['levels'][number];
export type Category = Catalog['categories'][number];
export type Agent = Catalog['agents'][number];
export type Group = Catalog['groups'][number];
export type View = AnswerOf<'listViews'>['views'][number];
export type Condition = View['all'][number];
export type Sort = View['sort'];
export type TicketRow = AnswerOf<'listTickets'>['tickets'][number];
export type Ticket = AnswerOf<'getTicket'>['ticket'];
export type Customer = AnswerOf<'getCustomer'>['customer'];
