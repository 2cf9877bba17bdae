import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import type { Database, DbTransaction, FirstReads } from './db/database.ts';
import type { TicketEvent } from './events.ts';
import type { Snapshots } from './snapshots.ts';
import type { Ticket } from './tickets/model/ticket.ts';

/** The settings that a company chooses; `settings` in the company file. */
export interface CompanySettings {
  /** True when a reply to a closed ticket is accepted and reopens it. */
  readonly reopenOnReply: boolean;
  /** True when a second evaluation replaces the first. */
  readonly changeEvaluation: boolean;
  /** How many tokens of one app are valid at a time. */
  readonly liveTokens: number;
  /** False when get_token gives no tokens. */
  readonly api: boolean;
}

/** The company for which a request or job runs. Every query is restricted to its id. */
export interface Company {
  readonly id: string;
  readonly name: string;
  /** The IANA zone of times on the wire. */
  readonly zone: string;
  readonly language: 'zh-CN' | 'en';
  readonly settings: CompanySettings;
  /**
   * Grows with every change of the company's settings, people or catalog. Other nodes see by it that their snapshots
   * are old.
   */
  readonly revision: number;
}

/** Stores the bytes of attachments. */
export interface FileStore {
  /** A folder on the same disk, into which uploads are written first. */
  readonly incoming: string;
  /**
   * Moves a file of `incoming` into the store, under a new id of 128 random bits. Resolves when the file is durable.
   */
  keep(path: string): Promise<{ id: string; sha256: string }>;
  /** Finds a file; undefined when there is none. */
  find(id: string): Promise<StoredBytes | undefined>;
  remove(id: string): Promise<void>;
}

export interface StoredBytes {
  readonly size: number;
  /** Reads all bytes, or those from `start` to `end`, both included. */
  readonly read: (range?: { start: number; end: number }) => Readable;
}

/** The exports of companies, one file a day. */
export interface DayExports {
  /**
   * Makes the export of the day `yyyy-MM-dd`, unless the day is past and its file exists. Returns an address that is
   * valid for 24 hours. Throws `time_malformed` for a day that does not exist or has not begun, and `overloaded` when
   * too many other exports wait.
   */
  ask(company: Company, day: string): Promise<{ readonly madeAt: number; readonly address: DayAddress }>;
  /**
   * Opens the gzipped file, and makes it again when it is gone. Undefined when the address was altered or has expired.
   */
  open(address: DayAddress): Promise<StoredBytes | undefined>;
}

/** A signed address of an export, which needs no token and expires. */
export interface DayAddress {
  readonly companyId: string;
  readonly day: string;
  /** Unix time in seconds. */
  readonly expires: number;
  readonly signature: string;
}

/** News of an event of a ticket. */
export type TicketNews = Pick<TicketEvent, 'ticketId' | 'version' | 'kind' | 'at'>;

export type TicketListener = (news: TicketNews) => void;

/**
 * Calls the listener for every event of the company's tickets, on whatever node it happened: usually within a second,
 * and after five seconds when a message between nodes was lost. Returns a function that ends the subscription. Of
 * several events of a ticket in short succession only the last may be reported. Events of the seconds before the
 * subscription may be reported too.
 */
export type Subscribe = (companyId: string, listener: TicketListener) => () => void;

/** An event, and the ticket after it. */
export interface Happened {
  readonly event: TicketEvent;
  readonly ticket: Ticket;
}

/**
 * Called with each event, in the transaction that records it. The update log, pushes and exports follow events this
 * way.
 */
export type Reactor = (tx: Tx, happened: Happened) => Promise<void>;

/** Everything that a request or a job may use; each gets its own. Clocks, ids and randomness come only from here. */
export interface Context {
  readonly db: Database;
  /** The wall clock, milliseconds UTC: for times that people read and that are stored. */
  readonly now: () => number;
  /** Milliseconds of a clock that cannot be set, for intervals within the process (see elapsed.ts). */
  readonly elapsed: () => number;
  readonly newId: () => string;
  /** Called with every event, in this order. */
  readonly reactors: readonly Reactor[];
  readonly snapshots: Snapshots;
  readonly files: FileStore;
  readonly exports: DayExports;
  /** The beginning of file addresses, without a slash at the end. */
  readonly publicUrl: string;
  readonly company: Company;
  /** The length of the chain of pushes that caused this call; absent or 0 when no push did. */
  readonly hop?: number | undefined;
  readonly log: Logger;
}

/** The context of a command: one transaction at one moment. A command awaits nothing but queries of `tx.query`. */
export interface Tx extends DbTransaction {
  readonly company: Company;
  /** The moment of the command, milliseconds UTC. */
  readonly at: number;
  readonly newId: () => string;
  readonly reactors: readonly Reactor[];
  readonly snapshots: Snapshots;
  readonly hop?: number | undefined;
}

/** The part of a context that commands need. */
export type Commanding = Pick<Context, 'db' | 'now' | 'newId' | 'reactors' | 'snapshots' | 'company' | 'hop'>;

/**
 * Runs a command in a transaction of the company and resolves when its commit is durable. `reads` are queries that run
 * first; the command gets their results as `found`. A command that throws is rolled back; other commands of its commit
 * group are not.
 */
export function run<Result, Found = undefined>(
  context: Commanding,
  command: (tx: Tx, found: Found) => Promise<Result>,
  reads?: FirstReads<Found>,
): Promise<Result> {
  const { company, newId, reactors, snapshots, hop } = context;
  return context.db.write<Result, Found>(
    company.id,
    (transaction, found) =>
      command({ ...transaction, company, newId, reactors, snapshots, hop, at: context.now() }, found),
    reads,
  );
}
