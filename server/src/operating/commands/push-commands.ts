import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Config } from '../../config/config.ts';

/** Adds `gongdan push …`: lists and replays push messages, and tests, pauses and resumes endpoints. */
export function addPushCommands(program: Command, config: () => Promise<Config>): void {
  const push = program.command('push').description('look at pushed messages and send them again');
  const company = '<companyid>';
  const endpoint = '<pushid>';

  filtered(push.command('list'))
    .description('list deliveries, newest first')
    .argument(company)
    .option('--limit <count>', 'at most this many', count, 50)
    .action(async (id, { limit, ...filter }) => (await pushes()).list(await config(), id, filter, limit));
  push
    .command('show')
    .description('print a message with every try to deliver it')
    .argument(company)
    .argument('<messageid>')
    .action(async (id, messageId) => (await pushes()).show(await config(), id, messageId));
  filtered(push.command('replay'))
    .description('send messages again, with the same id and bytes')
    .argument(company)
    .option('--message <messageid>', 'this message')
    .option('--all', 'every message')
    .action(async (id, { all, ...filter }) => (await pushes()).replay(await config(), id, filter, Boolean(all)));
  push
    .command('since')
    .description('print messages in order, after a position')
    .argument(company)
    .option('--after <cursor>', 'the position of the last message you have', count, 0)
    .option('--limit <count>', 'at most this many', count, 1000)
    .action(async (id, { after, limit }) => (await pushes()).since(await config(), id, after, limit));
  push
    .command('endpoints')
    .description('list the endpoints of a company with their states')
    .argument(company)
    .action(async (id) => (await pushes()).endpoints(await config(), id));
  push
    .command('test')
    .description('send one made-up message and print the result')
    .argument(company)
    .argument(endpoint)
    .action(async (id, endpointId) => (await pushes()).test(await config(), id, endpointId));
  push
    .command('pause')
    .description('stop sending to an endpoint; its messages wait')
    .argument(company)
    .argument(endpoint)
    .action(async (id, endpointId) => (await pushes()).pause(await config(), id, endpointId));
  push
    .command('resume')
    .description('resume an endpoint; its waiting messages are sent')
    .argument(company)
    .argument(endpoint)
    .action(async (id, endpointId) => (await pushes()).resume(await config(), id, endpointId));
  push
    .command('rotate')
    .description('give an endpoint a new secret and print it; the former one also signs for a day')
    .argument(company)
    .argument(endpoint)
    .action(async (id, endpointId) => (await pushes()).rotate(await config(), id, endpointId));
}

function filtered(command: Command): Command {
  return command
    .option('--endpoint <pushid>', 'to this endpoint')
    .option('--ticket <ticket>', 'of this ticket, by id or number')
    .addOption(new Option('--state <state>', 'in this state').choices(['waiting', 'delivered', 'given_up']))
    .option('--from <time>', "created at this time or later, in the company's zone, yyyy-MM-dd HH:mm:ss")
    .option('--to <time>', 'created at this time or earlier');
}

function count(text: string): number {
  if (!/^[0-9]{1,15}$/.test(text)) throw new InvalidArgumentError('expected a number');
  return Number(text);
}

function pushes() {
  return import('./push.ts');
}
