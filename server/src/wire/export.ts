import type { Company, DayAddress } from '../context.ts';
import { formatTime } from '../zone.ts';

/** The answer about an exported day: its address and when it was made. Tickets are the only kind of data. */
export function exportToWire(
  { id, zone }: Company,
  publicUrl: string,
  { madeAt, address }: { readonly madeAt: number; readonly address: DayAddress },
) {
  return {
    companyid: id,
    create_time: formatTime(zone, madeAt),
    task_type: '6',
    result_date: address.day,
    file_path: urlOf(publicUrl, address),
    description: '',
  };
}

function urlOf(publicUrl: string, { companyId, day, expires, signature }: DayAddress): string {
  return `${publicUrl}/exports/${companyId}/${day}.jsonl?expires=${expires}&signature=${signature}`;
}
