import { CommanderError } from 'commander';
import { languageOf } from './config/language.ts';
import { wordsOfError } from './operating/command-line/error-words.ts';
import { runProgram } from './operating/command-line/program.ts';
import { watchOutput } from './operating/terminal/output.ts';
import { printable } from './operating/terminal/shown.ts';
import { WrongUse } from './operating/terminal/wrong-use.ts';

/**
 * Runs one command. The process exits with 0 after success, with 1 when the command was refused or failed, and with 2
 * when the command line or a setting is wrong. Results go to standard output, error messages and logs to standard
 * error.
 */
export async function main(argv: readonly string[]): Promise<void> {
  // Files that libraries create, such as SQLite's, are readable by their owner only, whatever the shell's umask is.
  process.umask(0o077);
  const output = watchOutput(process.stdout, process.stderr);
  try {
    await runProgram(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) console.error(`gongdan: ${printable(wordsOfError(error)[languageOf()])}`);
    await output.written();
    // Handles that a failed start left open must not keep the process alive.
    process.exit(exitCode(error));
  }
}

function exitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof WrongUse ? 2 : 1;
}
