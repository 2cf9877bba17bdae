import { queuedTables } from '../db/group/queued-tables.ts';
import { changed } from '../people/company.ts';
import { endpointWarnings } from '../push/warnings.ts';
import { withValues } from './change-values.ts';
import { checkStates } from './check.ts';
import type { Fault } from './fault.ts';
import { hashPasswords } from './passwords.ts';
import {
  type PlannedChange,
  planSection,
  readStates,
  type SectionPlan,
  type SectionState,
  type Stays,
} from './plan.ts';
import { findRemovals } from './prune.ts';
import type { Installation, Scope } from './section.ts';
import type { AppEntry, CompanyFile, PushEntry } from './shape.ts';
import { findUsed, findUsedSince } from './usage.ts';

export interface ApplyOptions {
  /** Plans and checks, but writes nothing. */
  readonly dryRun?: boolean;
  /**
   * Removes entries that the file's sections do not list and that nothing refers to; with a list only those entries. Their
   * keys are made by `keyOf`.
   */
  readonly prune?: boolean | readonly string[];
}

export interface Applied {
  readonly companyid: string;
  readonly apps: readonly { readonly appid: string; readonly app_key: string }[];
  readonly changes: readonly PlannedChange[];
  /** Warnings about endpoints of the file, with their places. */
  readonly warnings: readonly Fault[];
}

/** Why the file was refused; nothing was written. */
export interface Refused {
  readonly faults: readonly Fault[];
}

/** Makes the company agree with the file, in one transaction. Applying the file again changes nothing. */
export async function applyCompanyFile(
  installation: Installation,
  file: CompanyFile,
  options: ApplyOptions = {},
): Promise<Applied | Refused> {
  const { db, snapshots } = installation;
  const { file: prepared, faults } = await hashPasswords(db.query, file);
  const scope = scopeOf(installation, file);
  if (faults.length > 0) return refuseWith(faults, await plan(scope, prepared, undefined));
  const pruning = options.prune ? await preparePruning(scope, prepared, options.prune) : undefined;
  const allowed = installation.pushAllow ?? [];
  if (options.dryRun) {
    const planned = await plan(scope, prepared, await pruning?.(scope));
    return 'faults' in planned ? planned : dryOutcome(planned, allowed);
  }
  return db.write(scope.companyId, async ({ query, afterCommit, flush }) => {
    // Pruning reads events and deliveries, and removing an app deletes its tokens. So their queued rows must be in the store.
    flush(...queuedTables);
    const inside = { ...scope, query };
    const planned = await plan(inside, prepared, await pruning?.(inside));
    if (!('faults' in planned) && planned.sections.some(({ changes }) => changes.length > 0)) {
      await write(inside, planned.sections);
      await changed({ query, afterCommit, snapshots, company: { id: scope.companyId } });
    }
    return 'faults' in planned ? planned : outcomeOf(planned, allowed);
  });
}

function scopeOf({ db, vault, now, newId }: Installation, file: CompanyFile): Scope {
  return { query: db.query, companyId: file.company.companyid, vault, at: now(), newId };
}

/** Adds the faults that planning finds, so that all are reported at once. */
function refuseWith(faults: readonly Fault[], planned: Plan | Refused): Refused {
  return { faults: 'faults' in planned ? [...faults, ...planned.faults] : faults };
}

interface Plan {
  readonly states: readonly SectionState[];
  readonly sections: readonly SectionPlan[];
}

/** Plans the changes. Without `stays` nothing is pruned. */
async function plan(scope: Scope, file: CompanyFile, stays: Stays | undefined): Promise<Plan | Refused> {
  const states = await readStates(scope, file, stays);
  const removals = findRemovals(states, stays ?? (() => true));
  const faults = await checkStates(scope, states, removals);
  if (faults.length > 0) return { faults };
  return { states, sections: states.map((state) => planSection(state, removals.get(state.section.name) ?? [])) };
}

/**
 * Finds which of the entries to be pruned are referred to by tickets. The search may take long, so it happens before the
 * transaction. The returned function must be called in the transaction: it adds the references made in the meantime.
 */
async function preparePruning(
  scope: Scope,
  file: CompanyFile,
  chosen: true | readonly string[],
): Promise<(scope: Scope) => Promise<Stays>> {
  const candidates = new Set<string>();
  const only = chosen === true ? undefined : new Set(chosen);
  await plan(scope, file, (key) => {
    if (only && !only.has(key)) return true;
    candidates.add(key);
    return false;
  });
  const used = await findUsed(scope.query, scope.companyId, candidates);
  const since = scope.at - clockToleranceMs;
  return async ({ query, companyId }) => {
    const usedMeanwhile = await findUsedSince(query, companyId, candidates, since);
    return (key) => !candidates.has(key) || used.has(key) || usedMeanwhile.has(key);
  };
}

/** The most by which the clocks of nodes may differ. Events of this time before the start are read again. */
const clockToleranceMs = 60_000;

async function write(scope: Scope, plans: readonly SectionPlan[]): Promise<void> {
  for (const { section, remove } of plans) if (remove.length > 0) await section.remove(scope, remove);
  for (const { section, save } of plans) if (save.length > 0) await section.save(scope, save);
}

/** The outcome of a dry run: its changes have their old and new values. */
function dryOutcome(planned: Plan, allowed: readonly string[]): Applied {
  const outcome = outcomeOf(planned, allowed);
  return { ...outcome, changes: outcome.changes.map((change) => withValues(change, planned.states)) };
}

function outcomeOf({ states, sections }: Plan, allowed: readonly string[]): Applied {
  const stateOf = (name: string) => states.find(({ section }) => section.name === name)!;
  const apps = stateOf('apps');
  const removed = sections.find(({ section }) => section.name === 'apps')!.remove;
  const ids = new Set([...apps.stored.keys(), ...apps.wanted.keys()]);
  const entries = [...ids]
    .filter((id) => !removed.includes(id))
    .map((id) => (apps.wanted.get(id) ?? apps.stored.get(id)!.entry) as AppEntry);
  return {
    companyid: [...stateOf('company').wanted.keys()][0]!,
    apps: entries.map(({ appid, app_key = '' }) => ({ appid, app_key })),
    changes: sections.flatMap(({ changes }) => changes),
    warnings: warningsOf(stateOf('pushes'), allowed),
  };
}

function warningsOf({ given, wanted, section }: SectionState, allowed: readonly string[]): Fault[] {
  return given.flatMap(({ entry, path }) => {
    const { url, secret = '' } = wanted.get(section.idOf(entry)) as PushEntry;
    return endpointWarnings({ url, secret }, allowed).map((text) => ({ path, text }));
  });
}
