import type { Words } from '@gongdan/contract';

/** The files that can be imported hold either customers or tickets. */
export type ImportKind = 'customers' | 'tickets';

/** The values of one line of a file by column name, or why the line could not be read. */
export type ImportLine = { readonly line: number } & (
  | { readonly given: Readonly<Record<string, unknown>> }
  | { readonly unreadable: Words }
);

/** Why a line was not imported. */
export interface Fault {
  readonly line: number;
  readonly reason: Words;
}

/**
 * The column in which a file of refused rows says why each row was refused. An import ignores it, so that the mended file can
 * be imported as it is.
 */
export const reasonColumn = 'import_error';
