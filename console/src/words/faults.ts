import type { TFunction } from 'i18next';
import { Fault, type FaultReason } from '../api/fault.ts';

const keys = {
  unreachable: 'fault.unreachable',
  internal: 'fault.internal',
  overloaded: 'fault.overloaded',
  rate_limited: 'fault.rateLimited',
  role_lacking: 'fault.roleLacking',
  sign_in_refused: 'fault.signInRefused',
  setup_refused: 'fault.setupRefused',
  ticket_unknown: 'fault.ticketUnknown',
  ticket_closed: 'fault.ticketClosed',
  ticket_changed_meanwhile: 'fault.changedMeanwhile',
  move_forbidden: 'fault.moveForbidden',
  status_unknown: 'fault.statusUnknown',
  agent_not_in_group: 'fault.agentNotInGroup',
  view_unknown: 'fault.viewUnknown',
  customer_unknown: 'fault.customerUnknown',
  body_too_large: 'fault.tooLarge',
} as const satisfies Partial<Record<FaultReason, string>>;

/** What a person is told of a failed call; the server's own sentence where we have none. */
export function faultText(error: unknown, t: TFunction): string {
  return error instanceof Fault ? reasonText(error.reason, error.message, t) : t('fault.internal');
}

/** The same for a reason that came within an answer. */
export function reasonText(reason: string, text: string, t: TFunction): string {
  return reason in keys ? t(keys[reason as keyof typeof keys]) : t('fault.refused', { text });
}
