import { run, type Tx } from '../context.ts';
import { answerOnce, fingerprintOf } from '../http/once.ts';
import type { ConsoleContext } from './handler.ts';

/**
 * Runs the command of a call, which makes the answer, too. The same call of the agent with the same `requestKey` is
 * answered the same and does nothing.
 */
export async function doOnce<Answer extends object>(
  context: ConsoleContext,
  name: string,
  given: { readonly requestKey: string },
  command: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  const { requestKey, ...parameters } = given;
  const call = {
    companyId: context.company.id,
    // No header holds a line break: a key of the console is never one of an app that is called like the agent.
    appId: context.agent.id,
    key: `console\n${requestKey}`,
    fingerprint: await fingerprintOf(name, parameters),
    at: context.now(),
  };
  const answer = await answerOnce(context.db.query, call, (once) => run(context, (tx) => once(tx, () => command(tx))));
  return answer as Answer;
}
