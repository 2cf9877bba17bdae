import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Facts } from './facts.ts';
import { runGongdan } from './process.ts';
import { wireTime } from './requests.ts';

const lines = 20_000;
const hourMs = 3_600_000;

/** Measures how many tickets a second `gongdan import` writes, over the whole time of the command. */
export async function measureImport(settings: Record<string, string>, facts: Facts, scratch: string): Promise<string> {
  const file = join(scratch, 'tickets.jsonl');
  const now = Date.now();
  const tickets = Array.from({ length: lines }, (_, index) => JSON.stringify(oldTicket(facts, index, now)));
  await writeFile(file, tickets.join('\n'));
  const began = performance.now();
  const printed = await runGongdan(['import', 'tickets', file, '--company', facts.companyId], settings);
  const seconds = (performance.now() - began) / 1000;
  const { created } = JSON.parse(printed) as { created: number };
  if (created !== lines) throw new Error(`imported only ${created} of ${lines} tickets`);
  const perSecond = Math.round(lines / seconds).toLocaleString('en');
  return `Import of ${lines.toLocaleString('en')} tickets through the running server: ${perSecond} a second.`;
}

/** Returns the values of a line: a ticket that was closed in another system about a year ago. */
function oldTicket({ emails }: Facts, index: number, now: number) {
  const createdAt = now - 365 * 24 * hourMs + index * 60_000;
  return {
    ticket_title: `申请退款,订单 HX${20_000_000 + index}`,
    ticket_content: '<p>收到后发现尺寸不合适,申请七天无理由退款,请告知退货地址。</p>'.repeat(4),
    ticket_typeid: 'refund',
    ticket_from: '4',
    ticket_status: '99',
    user_emails: emails[index % emails.length],
    create_datetime: wireTime(createdAt),
    update_datetime: wireTime(createdAt + 5 * hourMs),
    'field:order_number': `HX${20_000_000 + index}`,
    'field:return_reason': 'no_reason',
    'field:amount': '199.50',
  };
}
