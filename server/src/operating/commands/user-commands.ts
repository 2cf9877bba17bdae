import { type Command, Option } from 'commander';
import type { Config } from '../../config/config.ts';

/** Adds `gongdan user …`: manages agents who sign in. Passwords are typed or read from standard input. */
export function addUserCommands(program: Command, config: () => Promise<Config>): void {
  const user = program.command('user').description('agents who sign in, known by their e-mail');
  const company = '<companyid>';

  user
    .command('add')
    .description('add an agent, and print its id')
    .argument(company)
    .argument('<email>')
    .requiredOption('--name <name>', 'the name that customers and colleagues see')
    .option('--id <agentid>', 'its id, generated when left out')
    .addOption(new Option('--role <role>', 'its rights').choices(['agent', 'supervisor', 'admin']).default('agent'))
    .option('--groups <groupids>', 'its groups, joined by commas')
    .action(async (id, email, options) => (await users()).add(await config(), id, email, options));
  user
    .command('password')
    .description('give an agent a new password')
    .argument(company)
    .argument('<email>')
    .action(async (id, email) => (await users()).password(await config(), id, email));
  user
    .command('list')
    .description('list the agents, a line of JSON each')
    .argument(company)
    .action(async (id) => (await users()).list(await config(), id));
  user
    .command('disable')
    .description('bar an agent from signing in and acting; its work stays')
    .argument(company)
    .argument('<email>')
    .action(async (id, email) => (await users()).setActive(await config(), id, email, false));
  user
    .command('enable')
    .description('let an agent sign in and act again')
    .argument(company)
    .argument('<email>')
    .action(async (id, email) => (await users()).setActive(await config(), id, email, true));
}

function users() {
  return import('./user.ts');
}
