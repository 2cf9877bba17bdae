import { hash, timingSafeEqual } from 'node:crypto';
import type { consoleEndpoints } from '@gongdan/contract/console';
import { refusedField } from '../../errors.ts';
import { makeFirstAdmin, setupOver } from '../../people/first-admin.ts';
import type { Guess } from '../../people/guesses.ts';
import { faultOfNewPassword } from '../../people/new-password.ts';
import { notingRefusal } from '../../people/refused-sign-ins.ts';
import { isSetupOpen } from '../../people/setup.ts';
import type { ConsoleHandler, VisitorContext } from '../handler.ts';
import { beginSession } from '../session.ts';

export const setUp: ConsoleHandler<typeof consoleEndpoints.setUp> = async (context, given) => {
  const { db, passwords, noteRefused, visit } = context;
  const { code, companyName, language, password } = given;
  const attempt = { way: 'setup', address: visit.address } as const;
  await notingRefusal(noteRefused, attempt, async () => demandCode(context, code));
  const email = given.email.trim();
  const name = given.name.trim();
  if (name === '') throw refusedField('name', 'is blank');
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw refusedField('email', 'is no e-mail address');
  // The transaction checks this again. Checked here, too, so that no password is hashed in vain.
  if (!(await isSetupOpen(db.query))) throw setupOver();
  const weak = faultOfNewPassword(password);
  if (weak !== undefined) throw refusedField('password', weak.en);
  const passwordHash = await passwords.hash(password);
  const admin = await makeFirstAdmin(context, { companyName, language, name, email, passwordHash });
  return { session: await beginSession(context, admin) };
};

function demandCode({ guesses, setupCode, visit }: VisitorContext, code: string): void {
  const guess: Guess[] = [{ about: 'address', name: visit.address }];
  guesses.take(guess);
  if (!timingSafeEqual(hash('sha256', code, 'buffer'), hash('sha256', setupCode, 'buffer'))) {
    guesses.confirm(guess);
    throw refusedField('code', 'is not the one that the server printed at its start', 'setup_refused');
  }
  guesses.giveBack(guess);
}
