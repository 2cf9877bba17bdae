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
