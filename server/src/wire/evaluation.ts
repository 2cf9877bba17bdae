import type { Evaluation } from '../tickets/ticket.ts';
import { formatTime } from '../zone.ts';

/** The three members of an evaluation. */
export function evaluationMembers(zone: string, { at, score, remark }: Evaluation): string {
  return `"evaluation_datetime":"${formatTime(zone, at)}","score":${score},"remark":${JSON.stringify(remark)}`;
}
