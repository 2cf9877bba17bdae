import { reactorsOf, type Server } from '../../app.ts';
import type { Config } from '../../config/config.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { giveDemoAccounts } from '../demo/accounts.ts';
import { demoLines, findDemoFacts } from '../demo/lines.ts';
import { demoConfig, isPrepared, prepareDemo } from '../demo/prepare.ts';
import { lockFolder } from './folder-lock.ts';
import { serve } from './serve.ts';

/** Serves the demo company, creating it at the first start, and prints commands to paste into a shell. */
export async function demo({ config }: Invocation): Promise<void> {
  const own = demoConfig(config);
  if (!isPrepared(own)) await prepare(own);
  await serve(own, printLines);
}

async function prepare(config: Config): Promise<void> {
  const lock = lockFolder(config.data);
  try {
    console.error(`Making the demo company in ${config.data}; this takes some seconds, once.`);
    // The made-up past makes no push messages.
    await prepareDemo(
      config,
      Date.now(),
      reactorsOf(async () => {}, config),
    );
  } finally {
    lock.release();
  }
}

async function printLines({ url, context, vault }: Server): Promise<void> {
  const { emails, password } = await giveDemoAccounts(context);
  console.log(`\nSign in at ${url}/console/ with the password ${password} as\n`);
  for (const [role, email] of Object.entries(emails)) console.log(`  ${email} (${role})`);
  const lines = demoLines(url, await findDemoFacts(context.db.query, vault), context.now());
  console.log(`\nPaste these into a shell; the first keeps a token for the others.\n\n${lines.join('\n')}\n`);
}
