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

/**
 * Returns the text shown for a failed call. If its reason has no translation, the text quotes the server's sentence.
 */
export function faultText(error: unknown, t: TFunction): string {
  return error instanceof Fault ? reasonText(error.reason, error.message, t) : t('fault.internal');
}

/** Returns the text for a reason in an answer; `text` is the server's own sentence. */
export function reasonText(reason: string, text: string, t: TFunction): string {
  return reason in keys ? t(keys[reason as keyof typeof keys]) : t('fault.refused', { text });
}
