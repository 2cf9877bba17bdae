import { Argument, Command, CommanderError, Option } from 'commander';
import { type Config, loadConfig, spelling } from './config/config.ts';
import { settings } from './config/settings.ts';
import { version } from './config/version.ts';
import { fieldOf, Problem } from './errors.ts';
import { addPushCommands } from './operating/commands/push-commands.ts';
import { addUserCommands } from './operating/commands/user-commands.ts';
import { propertyNames } from './wire/property-names.ts';

/**
 * Runs one command. The process exits with 0 after success, with 1 when the command was refused or failed, and with 2
 * when the command line or a setting is wrong. Results go to standard output, error messages and logs to standard
 * error.
 */
export async function main(argv: readonly string[]): Promise<void> {
  // Files that libraries create, such as SQLite's, are readable by their owner only, whatever the shell's umask is.
  process.umask(0o077);
  try {
    await commandLine().parseAsync(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) console.error(`gongdan: ${printable(sentence(error))}`);
    // Handles that a failed start left open must not keep the process alive.
    process.exit(exitCode(error));
  }
}

function commandLine(): Command {
  const program = new Command('gongdan')
    .description('A ticket centre of your own that answers the 工单 API v5.')
    .version(version)
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
  addSettings(program);
  const config = () => configOf(program);
  addServingCommands(program, config);
  addCompanyCommands(program, config);
  addPushCommands(program, config);
  addUserCommands(program, config);
  addStoreCommands(program, config);
  addCheckingCommands(program, config);
  return program;
}

type ReadConfig = () => Promise<Config>;

function addServingCommands(program: Command, config: ReadConfig): void {
  program
    .command('serve')
    .description('run the server until it is stopped')
    .action(async () => (await import('./operating/commands/serve.ts')).serve(await config()));
  program
    .command('demo')
    .description('run a server with a made-up company and ninety days of its tickets')
    .action(async () => (await import('./operating/commands/demo.ts')).demo(await config()));
}

function addCompanyCommands(program: Command, config: ReadConfig): void {
  program
    .command('apply')
    .description('change a company to what a file says, and print its app credentials')
    .argument('<file>', 'company file, YAML or JSON')
    .option('--dry-run', 'change nothing, print what would change')
    .option('--prune', 'remove entries that the file no longer names, unless something refers to them')
    .action(async (file, options) =>
      (await import('./operating/commands/apply.ts')).apply(await config(), file, options),
    );
  program
    .command('show')
    .description('print a company as a file, with its app keys')
    .argument('<companyid>')
    .action(async (companyId) => (await import('./operating/commands/show.ts')).show(await config(), companyId));
}

function addStoreCommands(program: Command, config: ReadConfig): void {
  program
    .command('backup')
    .description('write the store and its attachments into one file, also while a server is running')
    .argument('<file>', 'the file to write')
    .option('--with-key', 'include the key, which decrypts all secrets')
    .action(async (file, options) =>
      (await import('./operating/commands/backup.ts')).backup(await config(), file, options),
    );
  program
    .command('restore')
    .description('replace the data folder by the contents of a back-up')
    .argument('<file>', 'a file written by backup')
    .option('--force', 'replace a folder that is not empty; its contents are moved aside')
    .action(async (file, options) =>
      (await import('./operating/commands/restore.ts')).restore(await config(), file, options),
    );
  program
    .command('import')
    .description(
      'import customers or tickets from JSON Lines or CSV; a second run continues where the first one stopped',
    )
    .addArgument(new Argument('<what>').choices(['customers', 'tickets']))
    .argument('<file>', '.jsonl or .csv, with the parameter names of the API')
    .requiredOption('--company <companyid>', 'the company to which they belong')
    .addOption(
      new Option('--format <format>', 'the format, when the name of the file does not say it').choices([
        'jsonl',
        'csv',
      ]),
    )
    .option('--encoding <encoding>', 'utf-8, utf-16le, utf-16be, gb18030 or big5; detected when left out')
    .option('--errors <file>', 'the file in which refused lines are listed, FILE.errors.jsonl when left out')
    .option('--dry-run', 'import nothing, list what would be refused')
    .option('--again', 'import everything again, also lines that were imported before')
    .action(async (what, file, options) =>
      (await import('./operating/commands/import.ts')).importFile(await config(), what, file, options),
    );
  program
    .command('erase')
    .description("remove a person's data everywhere; numbers and counts stay")
    .requiredOption('--company <companyid>', 'the company')
    .requiredOption('--customer <userid>', 'its customer')
    .action(async ({ company, customer }) =>
      (await import('./operating/commands/erase.ts')).erase(await config(), company, customer),
    );
  program
    .command('compact')
    .description('compact a SQLite store: remove copies of erased contents and unused space; writes wait meanwhile')
    .action(async () => (await import('./operating/commands/compact.ts')).compact(await config()));
  program
    .command('move')
    .description('copy the store to PostgreSQL, or from there to a folder, and prove that both hold the same')
    .requiredOption('--to <place>', 'postgres://… or a folder')
    .action(async ({ to }) => (await import('./operating/commands/move.ts')).move(await config(), to));
}

function addCheckingCommands(program: Command, config: ReadConfig): void {
  program
    .command('config')
    .description('print the settings in force, secrets masked')
    .action(async () => (await import('./operating/commands/config.ts')).printConfig(await config()));
  program
    .command('doctor')
    .description('check that the installation is ready to serve')
    .action(async () => (await import('./operating/commands/doctor.ts')).doctor(await config()));
}

function addSettings(program: Command): void {
  const group = 'Settings:';
  program.addOption(new Option('--config <file>', 'file with settings; gongdan.yaml when it exists').helpGroup(group));
  for (const { variable, secret, words } of Object.values(settings)) {
    const flag = spelling.flag(variable);
    program.addOption(new Option(`--${flag} <value>`, words.en).helpGroup(group));
    if (secret) program.addOption(new Option(`--${flag}-file <file>`, `file that holds ${variable}`).helpGroup(group));
  }
}

async function configOf(program: Command): Promise<Config> {
  const flags: Record<string, string> = {};
  for (const option of program.options) {
    const value: unknown = program.getOptionValue(option.attributeName());
    if (typeof value === 'string' && option.long) flags[option.long.slice(2)] = value;
  }
  try {
    return await loadConfig({ flags });
  } catch (error) {
    throw new WrongUse(sentence(error), { cause: error });
  }
}

/** The command line or a setting is wrong. Nothing was done. */
class WrongUse extends Error {}

function exitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof WrongUse ? 2 : 1;
}

/**
 * Replaces control characters: a message may quote a file, whose text must not control the terminal. `[^\P{C}\n]`
 * matches the characters of Unicode's category C (control, format, unassigned) but not the line feed.
 */
function printable(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, ' ');
}

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof Problem)) return error.message;
  // Commands name properties as the company file does.
  const field = fieldOf(error, propertyNames);
  return field === undefined ? error.text : `${field}: ${error.text}`;
}
