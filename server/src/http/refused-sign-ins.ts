import { createHmac } from 'node:crypto';
import type { Logger } from 'pino';
import { printable } from '../config/log-text.ts';
import { type NoteRefused, type SignInAttempt, waysIn } from '../people/refused-sign-ins.ts';

/** Logs and counts refused sign-ins. */
export interface RefusedSignIns {
  readonly note: NoteRefused;
  /** The lines for `/metrics`, in the text form of Prometheus. */
  readonly describe: () => string;
}

/**
 * E-mails are logged as a hash, so that attempts for one e-mail can be counted. `key` makes it a hash of this
 * installation: whoever has the log, but not the key, cannot try a list of e-mails.
 */
export function makeRefusedSignIns(log: Logger, key: Buffer): RefusedSignIns {
  const counts = new Map(waysIn.map((way) => [way, 0]));
  return {
    note(attempt, reason) {
      counts.set(attempt.way, counts.get(attempt.way)! + 1);
      // The filter of fail2ban expects the address before everything that the client has chosen.
      const { way, address } = attempt;
      log.warn({ way, reason, address: address && printable(address, 64), ...nameOf(attempt, key) }, 'sign-in refused');
    },
    describe: () =>
      [
        '# HELP gongdan_sign_ins_refused_total Sign-ins refused for a wrong or unknown name, secret or time, or after too many attempts.',
        '# TYPE gongdan_sign_ins_refused_total counter',
        ...[...counts].map(([way, count]) => `gongdan_sign_ins_refused_total{way="${way}"} ${count}`),
        '',
      ].join('\n'),
  };
}

/** Nobody has proved to be this app or this person. */
function nameOf({ appId, email }: SignInAttempt, key: Buffer): { readonly app?: string; readonly emailHash?: string } {
  if (appId !== undefined) return { app: printable(appId, 64) };
  return email === undefined ? {} : { emailHash: hashOf(email, key) };
}

/** One spelling of an e-mail stands for all. */
function hashOf(email: string, key: Buffer): string {
  return createHmac('sha256', key).update(email.trim().toLowerCase()).digest('hex').slice(0, 32);
}
