import type { Tx } from '../context.ts';
import type { Vault } from '../vault.ts';
import type { CustomerRow, TicketRow } from './columns.ts';

/** The marks that the store keeps of an imported row: fingerprints, from which nobody can read the row. */
export interface Marks {
  /** The mark by which the row is recognised; undefined for a customer who is recognised by an id. */
  readonly row: string | undefined;
  /** The mark of the row's `recordid`. */
  readonly record: string | undefined;
}

/**
 * Makes the marks of a ticket. A ticket with a number is recognised by the number; every other by all its values, as they are
 * after names and dates were read: so a row is the same in another encoding, order of columns or form of dates.
 */
export function ticketMarks(vault: Vault, companyId: string, row: TicketRow): Marks {
  const mark = (kind: string, text: string) => vault.fingerprint(text, `import ${companyId} ${kind}`);
  const { ticket_code, recordid } = row;
  return {
    row: ticket_code === undefined ? mark('ticket', canonical(row, row.extend_fields)) : mark('number', ticket_code),
    record: recordid === undefined ? undefined : mark('recordid', recordid),
  };
}

/** Makes the mark of a customer without an id and a partner id. Another customer is recognised by these, and changed. */
export function customerMarks(vault: Vault, companyId: string, row: CustomerRow): Marks {
  const named = row.userid !== undefined || row.partnerid !== undefined;
  const text = canonical(row, row.extend_field_params);
  return { row: named ? undefined : vault.fingerprint(text, `import ${companyId} customer`), record: undefined };
}

/** Writes a row as text, whatever the order of its columns and of its custom fields. */
function canonical(row: object, fields: readonly { fieldid: string; field_value?: string }[] = []): string {
  const values = fields.filter(({ field_value = '' }) => field_value !== '');
  const given = Object.entries({ ...row, extend_fields: undefined, extend_field_params: undefined });
  const cells = [
    ...given.filter(([, value]) => value !== undefined),
    ...values.map(({ fieldid, field_value }) => [`field:${fieldid}`, field_value]),
  ];
  return JSON.stringify(cells.sort(([one = ''], [other = '']) => (one < other ? -1 : 1)));
}

/** Returns the marks that the store has, each with the run that wrote it. */
export async function readMarks({ query, company }: Tx, marks: readonly Marks[]): Promise<Map<string, string>> {
  const wanted = marks.flatMap(({ row, record }) => [row, record]).filter((mark) => mark !== undefined);
  if (wanted.length === 0) return new Map();
  const rows = await query
    .selectFrom('imported_row')
    .select(['mark', 'run'])
    .where('company_id', '=', company.id)
    .where('mark', 'in', wanted)
    .execute();
  return new Map(rows.map(({ mark, run }) => [mark, run]));
}

/** Writes the marks of rows that this run imported. */
export async function keepMarks({ query, company }: Tx, run: string, marks: readonly Marks[]): Promise<void> {
  const written = marks.flatMap(({ row, record }) => [row, record]).filter((mark) => mark !== undefined);
  if (written.length === 0) return;
  const rows = Array.from(new Set(written), (mark) => ({ company_id: company.id, mark, run }));
  await query
    .insertInto('imported_row')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['company_id', 'mark']).doUpdateSet({ run }))
    .execute();
}
