import type { Company, DayAddress } from '../context.ts';
import { formatTime } from '../zone.ts';

/** The answer of `export_data`: the address of the day's file, and when the file was made. */
export function exportToWire(
  { id, zone }: Company,
  publicUrl: string,
  { madeAt, address }: { readonly madeAt: number; readonly address: DayAddress },
) {
  return {
    companyid: id,
    create_time: formatTime(zone, madeAt),
    // The export of tickets, the only kind of export.
    task_type: '6',
    result_date: address.day,
    file_path: urlOf(publicUrl, address),
    description: '',
  };
}

function urlOf(publicUrl: string, { companyId, day, expires, signature }: DayAddress): string {
  return `${publicUrl}/exports/${companyId}/${day}.jsonl?expires=${expires}&signature=${signature}`;
}
