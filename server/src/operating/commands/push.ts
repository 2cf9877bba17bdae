import { refusedField } from '../../errors.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { perform } from './operations.ts';
import type { GivenFilter } from './push-operations.ts';

/** Prints one line of JSON per delivery. */
export async function list(
  { config }: Invocation,
  companyId: string,
  filter: GivenFilter,
  most: number,
): Promise<void> {
  for (const delivery of await perform(config, 'pushList', { companyId, filter, most })) print(delivery);
}

export async function show({ config }: Invocation, companyId: string, messageId: string): Promise<void> {
  const message = await perform(config, 'pushShow', { companyId, messageId });
  console.log(JSON.stringify(message, null, 2));
}

export async function replay(
  { config }: Invocation,
  companyId: string,
  filter: GivenFilter,
  all: boolean,
): Promise<void> {
  if (!all && Object.values(filter).every((value) => value === undefined)) {
    throw refusedField('push replay', 'select messages, or give --all');
  }
  print(await perform(config, 'pushReplay', { companyId, filter }));
}

/** Prints one line of JSON per message. */
export async function since({ config }: Invocation, companyId: string, after: number, most: number): Promise<void> {
  for (const message of await perform(config, 'pushSince', { companyId, after, most })) print(message);
}

export async function endpoints({ config }: Invocation, companyId: string): Promise<void> {
  for (const endpoint of await perform(config, 'pushEndpoints', { companyId })) print(endpoint);
}

export async function test({ config }: Invocation, companyId: string, endpointId: string): Promise<void> {
  const outcome = await perform(config, 'pushTest', { companyId, endpointId });
  print(outcome);
  if (!outcome.accepted) process.exitCode = 1;
}

export async function pause({ config }: Invocation, companyId: string, endpointId: string): Promise<void> {
  print(await perform(config, 'pushPause', { companyId, endpointId }));
}

export async function resume({ config }: Invocation, companyId: string, endpointId: string): Promise<void> {
  print(await perform(config, 'pushResume', { companyId, endpointId }));
}

export async function rotate({ config }: Invocation, companyId: string, endpointId: string): Promise<void> {
  print(await perform(config, 'pushRotate', { companyId, endpointId }));
}

function print(line: object): void {
  console.log(JSON.stringify(line));
}
