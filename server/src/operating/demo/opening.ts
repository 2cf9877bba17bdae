import type { Field, Template } from '../../catalog/catalog.ts';
import { newStatus } from '../../catalog/statuses.ts';
import { createByAgent, createByCustomer } from '../../tickets/create.ts';
import type { Desk } from '../../tickets/model/desk.ts';
import { isPicture } from './pictures.ts';
import { type Plot, someFiles } from './plot.ts';
import { inventValues } from './values.ts';

// Channels (`ticket_from`) with their weights: the first has 12, each further one less.
const customerSources = [1, 2, 3, 4, 12, 13, 16, 17, 21].map((source, index) => [source, 12 - index] as const);
const agentSources = [0, 6, 7, 8, 9, 10, 11, 14, 15].map((source, index) => [source, 12 - index] as const);

/** Levels with their weights. */
export const levels = [
  [0, 45],
  [1, 30],
  [2, 18],
  [3, 7],
] as const;

/** Adds the step that opens the ticket: three times out of four by the customer, otherwise by an agent. */
export function openTicket(plot: Plot, desk: Desk): void {
  const { random, scenario, say, subject } = plot;
  const ticket = {
    title: say(scenario.titles),
    content: say(scenario.questions) + pictureIn(plot),
    categoryId: scenario.categoryId,
    files: someFiles(plot),
    fields: inventValues(templateOf(desk, scenario.categoryId), partnerFields(desk), subject, random),
    contact: null,
  };
  if (random.chance(0.75)) openedByCustomer(plot, ticket);
  else openedByAgent(plot, ticket);
}

/** Returns a picture for the text in 5 % of the tickets. */
function pictureIn({ random, pictures }: Plot): string {
  const images = pictures.filter(isPicture);
  if (images.length === 0 || !random.chance(0.05)) return '';
  const { id, name } = random.pick(images);
  return `<p><img src="/files/${id}/${encodeURIComponent(name)}" alt="${name}"></p>`;
}

type Asked = Omit<Parameters<typeof createByCustomer>[2], 'source' | 'customer'>;

function openedByCustomer(plot: Plot, ticket: Asked): void {
  const { random, customer, subject, steps } = plot;
  const source = random.weighted(customerSources);
  steps.push({
    at: subject.openedAt,
    opens: true,
    act: async (tx, desk) => {
      const keys = { id: customer.id, emails: [], phones: [] };
      plot.ticketId = (await createByCustomer(tx, desk, { ...ticket, source, customer: keys })).id;
    },
  });
}

function openedByAgent(plot: Plot, ticket: Asked): void {
  const { random, customer, scenario, subject, steps } = plot;
  const made = {
    ...ticket,
    source: random.weighted(agentSources),
    level: random.weighted(levels),
    status: newStatus,
    actorId: plot.agentId,
    groupId: scenario.groupId,
    agentId: undefined,
    recordId: '',
    copiedAgents: [],
  };
  steps.push({
    at: subject.openedAt,
    opens: true,
    act: async (tx, desk) => {
      plot.ticketId = (await createByAgent(tx, desk, { ...made, customerId: customer.id })).id;
    },
  });
}

function templateOf({ catalog }: Desk, categoryId: string): Template | undefined {
  return catalog.templates.get(catalog.categories.get(categoryId)?.templateId ?? '');
}

function partnerFields({ catalog }: Desk): Field[] {
  return [...catalog.fields.values()].filter((field) => field.partner);
}
