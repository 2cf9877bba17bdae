import type { MessageReport, TryReport } from '../../push/message-report.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { printable } from '../terminal/shown.ts';
import type { Column, Terminal } from '../terminal/terminal.ts';
import { perform } from './operations.ts';
import { faultWords } from './push-words.ts';

interface ShownTry extends TryReport {
  readonly endpointId: string;
}

/** Prints a message with its body and every try to deliver it. */
export async function showMessage(
  { terminal, config }: Invocation,
  companyId: string,
  messageId: string,
): Promise<void> {
  const message = await perform(config, 'pushShow', { companyId, messageId });
  if (terminal.json) terminal.print(JSON.stringify(message, null, 2));
  else tell(terminal, message);
}

function tell(terminal: Terminal, { messageId, kind, madeAt, position, body, deliveries }: MessageReport): void {
  const created = terminal.time(madeAt);
  terminal.print(
    terminal.text({
      zh: `消息 ${messageId}，位置 ${position}，事件 ${kind}，产生于 ${created}`,
      en: `message ${messageId}, position ${position}, event ${kind}, created ${created}`,
    }),
  );
  const erased = terminal.text({ zh: '（内容已抹除）', en: '(the contents were erased)' });
  // JSON escapes only the control characters below U+0020. Customers write these texts, and a terminal obeys U+009B.
  terminal.print(`\n${body === '' ? erased : printable(JSON.stringify(JSON.parse(body), null, 2))}\n`);
  for (const { endpointId, state, attempts } of deliveries) {
    const text = {
      zh: `端点 ${endpointId}：${state}，尝试 ${attempts} 次`,
      en: `endpoint ${endpointId}: ${state}, tries: ${attempts}`,
    };
    terminal.print(terminal.text(text));
  }
  const tries = deliveries.flatMap(({ endpointId, tries }) => tries.map((one) => ({ endpointId, ...one })));
  if (tries.length === 0) return;
  terminal.print('');
  terminal.printRows(columnsOf(terminal), tries);
}

function columnsOf(terminal: Terminal): readonly Column<ShownTry>[] {
  return [
    { title: { zh: '端点', en: 'endpoint' }, cell: ({ endpointId }) => endpointId },
    { title: { zh: '序号', en: 'try' }, cell: ({ number }) => number },
    { title: { zh: '时间', en: 'started' }, cell: ({ startedAt }) => terminal.time(startedAt) },
    { title: { zh: '用时', en: 'took' }, cell: ({ tookMs }) => `${tookMs} ms` },
    {
      title: { zh: '结果', en: 'result' },
      cell: ({ status, fault, faultText }) =>
        status ?? (fault === null ? faultText : terminal.text(faultWords(fault, faultText))),
    },
    // The beginning of an answer shows what the receiver says; --json has all of it.
    { title: { zh: '应答', en: 'answer' }, cell: ({ answer }) => answer.slice(0, 60) },
  ];
}
