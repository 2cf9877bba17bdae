import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { refused } from '../errors.ts';

/** A password from the terminal, typed twice without being shown, or the first line of standard input. */
export async function askPassword(): Promise<string> {
  const { stdin } = process;
  if (!stdin.isTTY) return firstLine();
  const first = await askSilently('Password: ');
  const second = await askSilently('Once more: ');
  if (first !== second) throw refused('password', 'the two are not the same');
  return first;
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  // Windows programs put a byte order mark in front of what they pipe.
  for await (const line of lines) return line.replace(/^\uFEFF/, '');
  throw refused('password', 'expected on standard input');
}

async function askSilently(question: string): Promise<string> {
  process.stderr.write(question);
  // What readline would show of each key goes nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
