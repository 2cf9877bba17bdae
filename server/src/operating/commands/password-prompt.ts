import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { encodingOfMark, isUndecodable, makeDecoder } from '../../encoding.ts';
import { refusedField } from '../../errors.ts';

/** Asks twice for a password on the terminal without showing it, or reads the first line of standard input. */
export async function askPassword(): Promise<string> {
  const { stdin } = process;
  if (!stdin.isTTY) return firstLine();
  const first = await askSilently('Password: ');
  const second = await askSilently('Password again: ');
  if (first !== second) throw refusedField('password', 'the two passwords differ');
  return first;
}

const longestLine = 64 * 1024;

/** Reads UTF-8, or UTF-16 with a byte order mark, as PowerShell pipes it. Other encodings are not guessed. */
async function firstLine(): Promise<string> {
  let given = Buffer.alloc(0);
  for await (const bytes of process.stdin as AsyncIterable<Buffer>) {
    given = Buffer.concat([given, bytes]);
    if (given.length > longestLine)
      throw refusedField('password', `standard input has no line of ${longestLine} bytes`);
    const line = lineIn(given, 'going on');
    if (line !== undefined) return line;
  }
  if (given.length === 0) throw refusedField('password', 'expected on standard input');
  return lineIn(given, 'ended')!;
}

/** Returns the first line without its line break; undefined while it may be incomplete. */
function lineIn(given: Buffer, input: 'going on' | 'ended'): string | undefined {
  // A byte order mark has up to three bytes and may arrive in pieces.
  if (given.length < 3 && input === 'going on') return undefined;
  const decode = makeDecoder(encodingOfMark(given) ?? 'utf-8');
  try {
    const text = decode(given) + (input === 'ended' ? decode() : '');
    const [line, next] = text.split(/\r?\n/, 2) as [string, string?];
    return next === undefined && input === 'going on' ? undefined : line;
  } catch (error) {
    if (!isUndecodable(error)) throw error;
    throw refusedField('password', 'standard input is not UTF-8');
  }
}

async function askSilently(question: string): Promise<string> {
  process.stderr.write(question);
  // Discards the echo of each key.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
