import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import type { Ahead, Database, DbTransaction } from './db/database.ts';
import type { TicketEvent } from './events.ts';
import type { Snapshots } from './snapshots.ts';
import type { Ticket } from './tickets/model/ticket.ts';

/** What a company decided about itself; `settings` of the company file. */
export interface CompanySettings {
  /** Replies to a closed ticket are taken and open it again. */
  readonly reopenOnReply: boolean;
  /** A second evaluation replaces the first. */
  readonly changeEvaluation: boolean;
  /** How many tokens of one app live at a time. */
  readonly liveTokens: number;
  /** Whether tokens are given at all. */
  readonly api: boolean;
}

/** The company on whose behalf something runs; every query takes its id. */
export interface Company {
  readonly id: string;
  readonly name: string;
  /** IANA zone in which the wire's times are written. */
  readonly zone: string;
  readonly language: 'zh-CN' | 'en';
  readonly settings: CompanySettings;
  /** Grows with every change of the company's people or catalog; cached copies carry it. */
  readonly revision: number;
}

/** Where the bytes of attachments are. */
export interface FileStore {
  /** Folder on the same disk in which files arrive before they are kept. */
  readonly incoming: string;
  /** Takes over a file of `incoming` under a new id of 128 random bits; durable when it answers. */
  keep(path: string): Promise<{ id: string; sha256: string }>;
  /** Undefined when there is no such file. `end` of a range is the last byte. */
  find(id: string): Promise<StoredBytes | undefined>;
  remove(id: string): Promise<void>;
}

export interface StoredBytes {
  readonly size: number;
  readonly read: (range?: { start: number; end: number }) => Readable;
}

/** The exported days of companies. */
export interface DayExports {
  /**
   * Makes the file of the day `yyyy-MM-dd`, unless it is past and there already, and answers with an address that is
   * good for a day. Throws `time_malformed` for a day to come, `overloaded` when many others wait.
   */
  ask(company: Company, day: string): Promise<{ readonly madeAt: number; readonly address: DayAddress }>;
  /** The file, gzipped; made anew when it is gone. Undefined when the address was altered or is too old. */
  open(address: DayAddress): Promise<StoredBytes | undefined>;
}

/** What leads to the file of a day, without a token and for a while. */
export interface DayAddress {
  readonly companyId: string;
  readonly day: string;
  /** Unix time in seconds. */
  readonly expires: number;
  readonly signature: string;
}

/** That something happened to a ticket. */
export type TicketNews = Pick<TicketEvent, 'ticketId' | 'version' | 'kind' | 'at'>;

export type TicketListener = (news: TicketNews) => void;

/**
 * Calls the listener within a second of whatever happens to the company's tickets, on whatever node, until the answered
 * function is called. Of several events of one ticket that come together it may hear the last one only, and of what
 * happened in the seconds before.
 */
export type Subscribe = (companyId: string, listener: TicketListener) => () => void;

/** An event, and the ticket as it is after it. */
export interface Happened {
  readonly event: TicketEvent;
  readonly ticket: Ticket;
}

/** Follows events inside the transaction that records them: the update log, pushes, files, exports. */
export type Reactor = (tx: Tx, happened: Happened) => Promise<void>;

/** All that a request or a job may know. Made anew for each; nothing reads clock, randomness or environment elsewhere. */
export interface Context {
  readonly db: Database;
  /** The wall clock: what people read and what is stored. */
  readonly now: () => number;
  /** Milliseconds by a clock that nobody sets: measures every interval within the process (see elapsed.ts). */
  readonly elapsed: () => number;
  readonly newId: () => string;
  /** Called with every event in the transaction that records it, in this order. */
  readonly reactors: readonly Reactor[];
  readonly snapshots: Snapshots;
  readonly files: FileStore;
  readonly exports: DayExports;
  /** What the addresses of files begin with, without a slash at the end. */
  readonly publicUrl: string;
  readonly company: Company;
  /** How many pushes led here, one out of the other; absent or 0 for what came from elsewhere. */
  readonly hop?: number | undefined;
  readonly log: Logger;
}

/** What a command works with: one transaction, one moment, one actor. It awaits nothing but queries of `tx.query`. */
export interface Tx extends DbTransaction {
  readonly company: Company;
  /** The moment of the command, milliseconds UTC. */
  readonly at: number;
  readonly newId: () => string;
  readonly reactors: readonly Reactor[];
  readonly snapshots: Snapshots;
  readonly hop?: number | undefined;
}

/** As much of a context as a command needs. */
export type Commanding = Pick<Context, 'db' | 'now' | 'newId' | 'reactors' | 'snapshots' | 'company' | 'hop'>;

/**
 * Runs a command in the company's transaction and answers when it is durable. A Problem thrown by it takes back
 * what it wrote, and nothing of its neighbours in the same group.
 */
export function run<Result>(context: Commanding, command: (tx: Tx) => Promise<Result>, ahead?: Ahead): Promise<Result> {
  const { company, newId, reactors, snapshots, hop } = context;
  return context.db.write(
    company.id,
    (transaction) => command({ ...transaction, company, newId, reactors, snapshots, hop, at: context.now() }),
    ahead,
  );
}
