import { run, type Tx } from '../context.ts';
import { answerOnce, fingerprintOf } from '../http/once.ts';
import type { ConsoleContext } from './handler.ts';

/**
 * Runs the command of a call, which also makes the answer. When the agent repeats the call with the same `requestKey`,
 * the first answer is returned and nothing is done.
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
    // An app may have the same id as the agent. The keys of apps come in a header, which cannot hold a line break, so
    // this key never equals one of them.
    appId: context.agent.id,
    key: `console\n${requestKey}`,
    fingerprint: await fingerprintOf(name, parameters),
    at: context.now(),
  };
  const answer = await answerOnce(context.db.query, call, (once) => run(context, (tx) => once(tx, () => command(tx))));
  return answer as Answer;
}
