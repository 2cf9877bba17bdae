import type { CompiledQuery, OperationNode } from 'kysely';
import type { Schema } from '../schema.ts';

/** Undefined when a part of the statement is written as SQL, which may speak of anything. */
type Tables = ReadonlySet<string> | undefined;

const known = new WeakMap<object, { readonly tables: Tables }>();

/** Whether the statement reads or writes the table, or may do so. */
export function speaksOf(statement: CompiledQuery, table: keyof Schema): boolean {
  return tablesOf(statement)?.has(table) ?? true;
}

/** A statement that only reads, and locks nothing. */
export function onlyReads({ query }: CompiledQuery): boolean {
  return query.kind === 'SelectQueryNode' && !query.with && !query.endModifiers;
}

function tablesOf({ query }: CompiledQuery): Tables {
  let found = known.get(query);
  if (!found) {
    found = { tables: tablesIn(query) };
    known.set(query, found);
  }
  return found.tables;
}

function tablesIn(statement: OperationNode): Tables {
  const tables = new Set<string>();
  const nodes: unknown[] = [statement];
  for (const node of nodes) {
    if (typeof node !== 'object' || node === null) continue;
    if ('kind' in node && node.kind === 'RawNode' && (node as unknown as Raw).sqlFragments.some(hasWords))
      return undefined;
    if ('kind' in node && node.kind === 'SchemableIdentifierNode') {
      tables.add((node as unknown as NamedTable).identifier.name);
    }
    nodes.push(...Object.values(node));
  }
  return tables;
}

/** `sql.ref(…)` and the like have none of their own. */
function hasWords(fragment: string): boolean {
  return /\w/.test(fragment);
}

interface Raw {
  readonly sqlFragments: readonly string[];
}

interface NamedTable {
  readonly identifier: { readonly name: string };
}
