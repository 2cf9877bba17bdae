import type { Words } from '@gongdan/contract';
import type { Installation } from '../../company-file/section.ts';
import type { Company } from '../../context.ts';
import { refusedCommand } from '../../errors.ts';
import { findCompany } from '../../people/company.ts';
import type { Attempt } from '../../push/attempt.ts';
import { makeCourier } from '../../push/courier.ts';
import { type DeliveryFilter, type DeliveryReport, listDeliveries } from '../../push/deliveries.ts';
import { type EndpointKey, type EndpointState, maskUrl, type PushEndpoint } from '../../push/endpoint.ts';
import { findEndpoint, listEndpoints, saveEndpoint } from '../../push/endpoints.ts';
import { setState } from '../../push/health.ts';
import { type MessageReport, readMessage } from '../../push/message-report.ts';
import { replayDeliveries } from '../../push/replay.ts';
import { newSecret } from '../../push/sign.ts';
import { messagesSince, type PastMessage } from '../../push/since.ts';
import { pushTest } from '../../push/test-push.ts';
import { readRange } from '../../wire/range.ts';

/** The filter of deliveries as the command line gives it; times are in the company's zone. */
export interface GivenFilter {
  readonly endpoint?: string;
  readonly message?: string;
  readonly ticket?: string;
  readonly state?: DeliveryFilter['state'];
  readonly from?: string;
  readonly to?: string;
}

/** An endpoint without its secrets. */
export interface ShownEndpoint
  extends Pick<PushEndpoint, 'url' | 'form' | 'ack' | 'order' | 'state' | 'stateReason' | 'failingSince'> {
  readonly pushid: string;
  readonly events: PushEndpoint['kinds'];
  /** True when messages are signed. */
  readonly signs: boolean;
}

interface Chosen {
  readonly companyId: string;
  readonly endpointId: string;
}

export interface PushOperations {
  pushList(input: { companyId: string; filter: GivenFilter; most: number }): Promise<DeliveryReport[]>;
  pushShow(input: { companyId: string; messageId: string }): Promise<MessageReport>;
  pushReplay(input: { companyId: string; filter: GivenFilter }): Promise<{ replayed: number }>;
  pushSince(input: { companyId: string; after: number; most: number }): Promise<PastMessage[]>;
  pushEndpoints(input: { companyId: string }): Promise<ShownEndpoint[]>;
  pushTest(input: Chosen): Promise<{ accepted: boolean; attempt: Attempt }>;
  pushPause(input: Chosen): Promise<{ state: EndpointState }>;
  pushResume(input: Chosen): Promise<{ state: EndpointState }>;
  pushRotate(input: Chosen): Promise<{ secret: string }>;
}

export interface PushInstallation extends Installation {
  readonly elapsed: () => number;
  readonly random: (bytes: number) => Buffer;
  /** Private networks that pushes may reach. */
  readonly pushAllow: readonly string[];
}

export function pushOperationsOn(installation: PushInstallation): PushOperations {
  const { db, now, elapsed, vault, random } = installation;
  return {
    async pushList({ companyId, filter, most }) {
      const company = await findCompany(db.query, companyId);
      return listDeliveries(db.query, companyId, readFilter(company, filter), most);
    },
    async pushShow({ companyId, messageId }) {
      const message = await readMessage(db.query, companyId, messageId);
      if (!message)
        throw refusedCommand({ zh: '企业没有这条消息', en: 'the company has no such message' }, 'messageid');
      return message;
    },
    async pushReplay({ companyId, filter }) {
      const company = await findCompany(db.query, companyId);
      return { replayed: await replayDeliveries(db, companyId, readFilter(company, filter), now()) };
    },
    async pushSince({ companyId, after, most }) {
      await findCompany(db.query, companyId);
      return messagesSince(db.query, companyId, after, most);
    },
    async pushEndpoints({ companyId }) {
      await findCompany(db.query, companyId);
      return (await listEndpoints(db.query, vault, companyId)).map(shownEndpoint);
    },
    async pushTest(chosen) {
      const company = await findCompany(db.query, chosen.companyId);
      const delivering = makeCourier(installation.pushAllow, { now, elapsed, ownOrigin: () => '' });
      const endpoint = await findChosen(installation, chosen);
      return pushTest(company, endpoint, installation.newId(), delivering).finally(() => delivering.close());
    },
    async pushPause(chosen) {
      await changeState(installation, chosen, 'paused', 'paused by hand');
      return { state: 'paused' };
    },
    async pushResume(chosen) {
      await changeState(installation, chosen, 'active', '');
      return { state: 'active' };
    },
    async pushRotate(chosen) {
      const endpoint = await findChosen(installation, chosen);
      const secret = newSecret(random);
      await db.write(endpoint.companyId, ({ query }) =>
        saveEndpoint(query, vault, endpoint, { ...endpoint, secret }, now()),
      );
      return { secret };
    },
  };
}

async function findChosen({ db, vault }: PushInstallation, { companyId, endpointId }: Chosen): Promise<PushEndpoint> {
  const endpoint = await findEndpoint(db.query, vault, { companyId, id: endpointId });
  if (!endpoint) throw refusedCommand({ zh: '企业没有这个推送端点', en: 'the company has no such endpoint' }, 'pushid');
  return endpoint;
}

async function changeState(installation: PushInstallation, chosen: Chosen, state: EndpointState, reason: string) {
  const key: EndpointKey = await findChosen(installation, chosen);
  await installation.db.write(key.companyId, (tx) => setState(tx, key, state, reason, installation.now()));
}

const expectedTime: Words = { zh: '格式应为 yyyy-MM-dd HH:mm:ss', en: 'expected yyyy-MM-dd HH:mm:ss' };

function readFilter({ zone }: Company, given: GivenFilter): DeliveryFilter {
  const { from, before } = readRange(zone, given.from, given.to);
  if (given.from !== undefined && from === undefined) throw refusedCommand(expectedTime, '--from');
  if (given.to !== undefined && before === undefined) throw refusedCommand(expectedTime, '--to');
  const { endpoint: endpointId, message: messageId, ticket, state } = given;
  return { endpointId, messageId, ticket, state, from, before };
}

function shownEndpoint(endpoint: PushEndpoint): ShownEndpoint {
  const { id, url, kinds, form, ack, order, secret, state, stateReason, failingSince } = endpoint;
  const signs = secret !== '';
  return { pushid: id, url: maskUrl(url), events: kinds, form, ack, order, signs, state, stateReason, failingSince };
}
