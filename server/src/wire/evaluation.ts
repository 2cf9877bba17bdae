import type { Evaluation } from '../tickets/ticket.ts';
import { formatTime } from '../zone.ts';

/** The three keys of an evaluation; none of them while there is none. */
export function evaluationToWire(zone: string, evaluation: Evaluation | null) {
  if (evaluation === null) return undefined;
  return {
    evaluation_datetime: formatTime(zone, evaluation.at),
    score: evaluation.score,
    remark: evaluation.remark,
  };
}

/** The same as JSON. */
export function evaluationMembers(zone: string, { at, score, remark }: Evaluation): string {
  return `"evaluation_datetime":"${formatTime(zone, at)}","score":${score},"remark":${JSON.stringify(remark)}`;
}
