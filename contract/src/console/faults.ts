import Type from 'typebox';
import type { Reason } from '../codes.ts';

/** The body of every failed call: our name for the reason, a sentence, and the parameter at fault. */
export const fault = Type.Object(
  { reason: Type.String(), text: Type.String(), field: Type.Optional(Type.String()) },
  { additionalProperties: false },
);

/** Reasons that only the console knows, with the HTTP status of each. */
export const consoleReasons = {
  session_missing: 401,
  sign_in_refused: 401,
  role_lacking: 403,
  csrf_refused: 403,
  setup_refused: 403,
  view_unknown: 404,
} as const;

/** A reason that only the console knows. */
export type OwnReason = keyof typeof consoleReasons;

export type ConsoleReason = Reason | OwnReason;

/** The console's HTTP status of reasons, those of the wire included. The wire itself answers most of them with 200. */
const statuses: Partial<Record<ConsoleReason, number>> = {
  ...consoleReasons,
  parameter_missing: 400,
  body_malformed: 400,
  path_unknown: 404,
  ticket_unknown: 404,
  customer_unknown: 404,
  method_wrong: 405,
  request_late: 408,
  ticket_changed_meanwhile: 409,
  body_too_large: 413,
  head_too_large: 431,
  rate_limited: 429,
  internal: 500,
  overloaded: 503,
};

/** Returns the HTTP status of a reason. It is 422 for a well-formed call that the domain refuses. */
export function statusOf(reason: ConsoleReason): number {
  return statuses[reason] ?? 422;
}
