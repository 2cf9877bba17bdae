import type { Tx } from '../../context.ts';
import type { AttachedFile, StoredFile } from '../../files/attachment.ts';
import type { Desk } from '../../tickets/model/desk.ts';
import { type AgentUpdate, updateByAgent } from '../../tickets/update.ts';
import type { DemoCustomer } from './customers.ts';
import { secondMs, whenOpen } from './moments.ts';
import type { Random } from './random.ts';
import { scenarios } from './scenarios/all.ts';
import type { Scenario } from './scenarios/scenario.ts';
import type { Subject } from './values.ts';

/** One command at one moment. */
export interface Step {
  readonly at: number;
  readonly act: (tx: Tx, desk: Desk) => Promise<unknown>;
  /** True for the step that opens a ticket. */
  readonly opens?: boolean;
}

/** What the stories of all tickets share. */
export interface Stage {
  readonly random: Random;
  readonly desk: Desk;
  readonly customers: Readonly<Record<Scenario['language'], readonly DemoCustomer[]>>;
  /** Uploaded files that customers attach. */
  readonly pictures: readonly StoredFile[];
  /** The end of the history. */
  readonly now: number;
}

/** The story of one ticket, with the steps added so far. */
export interface Plot {
  readonly random: Random;
  readonly scenario: Scenario;
  readonly customer: DemoCustomer;
  readonly agentId: string;
  readonly subject: Subject;
  /** Picks one of the texts and fills in its {words}. */
  readonly say: (texts: readonly string[]) => string;
  readonly steps: Step[];
  readonly pictures: readonly StoredFile[];
  /** The age of the ticket at the end of the history; old tickets are resolved. */
  readonly ageMs: number;
  /** Set by the first step, which opens the ticket. */
  ticketId: string;
}

/** Chooses the scenario, the customer and the agent. */
export function inventPlot({ random, desk, customers, pictures, now }: Stage, openedAt: number): Plot {
  const scenario = random.weighted(scenarios.map((one) => [one, one.weight] as const));
  const customer = random.pick(customers[scenario.language]);
  const members = desk.staff.groups.get(scenario.groupId)?.agentIds ?? [];
  const agentId = random.pick(members.filter((id) => desk.staff.agents.get(id)?.active));
  const subject = {
    model: random.pick(scenario.models),
    order: `HX${random.between(10_000_000, 99_999_999)}`,
    openedAt,
  };
  const words: Readonly<Record<string, string>> = {
    model: desk.catalog.fields.get('product')?.optionByValue.get(subject.model)?.name ?? subject.model,
    order: subject.order,
    city: customer.city,
    name: customer.name,
    agent: desk.staff.agents.get(agentId)?.nick ?? '',
  };
  // Bound: the demo's own sentences, some hundred characters.
  const say = (texts: readonly string[]) => random.pick(texts).replace(/\{(\w+)\}/g, (_, word) => words[word] ?? '');
  const ageMs = now - openedAt;
  return { random, scenario, customer, agentId, subject, say, steps: [], pictures, ageMs, ticketId: '' };
}

/** Adds a step by the agent, `waitMs` after the last step and within working hours. */
export function agentActs(plot: Plot, waitMs: number, update: Partial<AgentUpdate>): void {
  const { agentId, random, steps } = plot;
  const nothing = { readAt: undefined, reply: undefined, fields: [] };
  steps.push({
    at: whenOpen(nextAt(plot), waitMs, random),
    act: (tx, desk) => updateByAgent(tx, desk, { ...nothing, actorId: agentId, ...update, ticketId: plot.ticketId }),
  });
}

/** Returns the earliest moment of the next step: a second after the last, because the wire gives times in seconds. */
export function nextAt({ steps }: Plot): number {
  return steps.at(-1)!.at + secondMs;
}

/** Returns one file in 15 % of the cases: an uploaded picture or a link. */
export function someFiles({ random, subject, pictures }: Plot): AttachedFile[] {
  if (!random.chance(0.15)) return [];
  if (pictures.length > 0 && random.chance(0.7)) return [ofStore(random.pick(pictures))];
  const name = `IMG_${random.between(1000, 9999)}.jpg`;
  return [{ url: `https://files.huaxing.example/${subject.order}/${name}`, name }];
}

export function ofStore({ id, name }: StoredFile): StoredFile {
  return { id, name };
}
