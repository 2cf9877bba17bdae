import { type JsonText, json, jsonText, quoted } from '../json/json-text.ts';
import type { Evaluation } from '../tickets/model/ticket.ts';
import { formatTime } from '../zone.ts';

/** Returns the three members of an evaluation, to be put among those of a ticket. */
export function evaluationMembers(zone: string, { at, score, remark }: Evaluation): JsonText {
  return json`"evaluation_datetime":${quoted(formatTime(zone, at))},"score":${score},"remark":${jsonText(remark)}`;
}
