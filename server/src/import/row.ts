/** What a line of a file gave, under the columns' names; or why it could not be read. */
export type ImportLine = { readonly line: number } & (
  | { readonly given: Readonly<Record<string, unknown>> }
  | { readonly unreadable: string }
);

/** Why a line was not imported. */
export interface Fault {
  readonly line: number;
  readonly reason: string;
}
