import type { Words } from '@gongdan/contract';
import type { Attempt } from '../../push/attempt.ts';
import type { DeliveryReport } from '../../push/deliveries.ts';
import type { PastMessage } from '../../push/since.ts';
import type { Invocation } from '../command-line/declaration.ts';
import type { Column } from '../terminal/terminal.ts';
import { WrongUse } from '../terminal/wrong-use.ts';
import { perform } from './operations.ts';
import type { GivenFilter, ShownEndpoint } from './push-operations.ts';
import { faultWords, stateReasonWords } from './push-words.ts';

/** Prints deliveries, newest first. */
export async function list(
  { terminal, config }: Invocation,
  companyId: string,
  filter: GivenFilter,
  most: number,
): Promise<void> {
  const columns: readonly Column<DeliveryReport>[] = [
    { title: { zh: '产生时间', en: 'created' }, cell: ({ madeAt }) => terminal.time(madeAt) },
    { title: { zh: '消息', en: 'message' }, cell: ({ messageId }) => messageId },
    { title: { zh: '端点', en: 'endpoint' }, cell: ({ endpointId }) => endpointId },
    { title: { zh: '工单', en: 'ticket' }, cell: ({ ticketId }) => ticketId },
    { title: { zh: '事件', en: 'event' }, cell: ({ kind }) => kind },
    { title: { zh: '状态', en: 'state' }, cell: ({ state }) => state },
    { title: { zh: '尝试次数', en: 'tries' }, cell: ({ attempts }) => attempts },
    // The fault alone: its text is long, and push show prints it.
    {
      title: { zh: '最近结果', en: 'last result' },
      cell: ({ lastStatus, lastFault }) => lastStatus ?? lastFault ?? undefined,
    },
    {
      title: { zh: '下次尝试', en: 'next try' },
      cell: ({ state, dueAt }) => (state === 'waiting' ? terminal.time(dueAt) : undefined),
    },
  ];
  terminal.printRows(columns, await perform(config, 'pushList', { companyId, filter, most }));
}

/** Makes deliveries due again. Without a filter it has to be told that all are meant. */
export async function replay(
  { terminal, config }: Invocation,
  companyId: string,
  filter: GivenFilter,
  all: boolean,
): Promise<void> {
  if (!all && Object.values(filter).every((value) => value === undefined)) {
    throw new WrongUse({
      zh: 'push replay：请选择消息，或加 --all',
      en: 'push replay: select messages, or give --all',
    });
  }
  terminal.printResult(await perform(config, 'pushReplay', { companyId, filter }), ({ replayed }) => ({
    zh: `将重新投递 ${replayed} 次。`,
    en: `${replayed} deliveries will be made again.`,
  }));
}

/** Prints messages in order. A table leaves out their bodies, which are JSON of some kilobytes. */
export async function since(
  { terminal, config }: Invocation,
  companyId: string,
  after: number,
  most: number,
): Promise<void> {
  const columns: readonly Column<PastMessage>[] = [
    { title: { zh: '位置', en: 'position' }, cell: ({ position }) => position },
    { title: { zh: '产生时间', en: 'created' }, cell: ({ at }) => terminal.time(at) },
    { title: { zh: '事件', en: 'event' }, cell: ({ kind }) => kind },
    { title: { zh: '消息', en: 'message' }, cell: ({ id }) => id },
  ];
  terminal.printRows(columns, await perform(config, 'pushSince', { companyId, after, most }));
}

export async function endpoints({ terminal, config }: Invocation, companyId: string): Promise<void> {
  const columns: readonly Column<ShownEndpoint>[] = [
    { title: { zh: '端点', en: 'endpoint' }, cell: ({ pushid }) => pushid },
    { title: { zh: '状态', en: 'state' }, cell: ({ state }) => state },
    { title: { zh: '签名', en: 'signed' }, cell: ({ signs }) => terminal.text(yesOrNo(signs)) },
    { title: { zh: '地址', en: 'address' }, cell: ({ url }) => url },
    { title: { zh: '事件', en: 'events' }, cell: ({ events }) => events.join(',') },
    {
      title: { zh: '持续失败自', en: 'failing since' },
      cell: ({ failingSince }) => (failingSince === null ? undefined : terminal.time(failingSince)),
    },
    { title: { zh: '原因', en: 'reason' }, cell: ({ stateReason }) => terminal.text(stateReasonWords(stateReason)) },
  ];
  terminal.printRows(columns, await perform(config, 'pushEndpoints', { companyId }));
}

export async function test({ terminal, config }: Invocation, companyId: string, endpointId: string): Promise<void> {
  const outcome = await perform(config, 'pushTest', { companyId, endpointId });
  terminal.printResult(outcome, ({ accepted, attempt }) => ({
    zh: `${accepted ? '接收端已确认' : '接收端没有确认'}：${answerOf(attempt).zh}`,
    en: `${accepted ? 'accepted' : 'not accepted'}: ${answerOf(attempt).en}`,
  }));
  if (!outcome.accepted) process.exitCode = 1;
}

export async function pause({ terminal, config }: Invocation, companyId: string, endpointId: string): Promise<void> {
  terminal.printResult(await perform(config, 'pushPause', { companyId, endpointId }), () => ({
    zh: `推送端点 ${endpointId} 已暂停，消息排队等待。`,
    en: `The endpoint ${endpointId} is paused; its messages wait.`,
  }));
}

export async function resume({ terminal, config }: Invocation, companyId: string, endpointId: string): Promise<void> {
  terminal.printResult(await perform(config, 'pushResume', { companyId, endpointId }), () => ({
    zh: `推送端点 ${endpointId} 已恢复，等待的消息开始发送。`,
    en: `The endpoint ${endpointId} is active; its waiting messages are sent.`,
  }));
}

export async function rotate({ terminal, config }: Invocation, companyId: string, endpointId: string): Promise<void> {
  terminal.printResult(await perform(config, 'pushRotate', { companyId, endpointId }), ({ secret }) => ({
    zh: `新密钥：${secret}\n旧密钥一天内仍一并签名。`,
    en: `The new secret: ${secret}\nThe former one also signs for a day.`,
  }));
}

function answerOf({ status, tookMs, fault, faultText, answer }: Attempt): Words {
  const http = `HTTP ${status}`;
  const { zh, en } = status === null && fault ? faultWords(fault, faultText) : { zh: http, en: http };
  const body = answer === '' ? '' : `\n${answer}`;
  return { zh: `${zh}，${tookMs} ms${body}`, en: `${en}, ${tookMs} ms${body}` };
}

function yesOrNo(value: boolean) {
  return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
}
