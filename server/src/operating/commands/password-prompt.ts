import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { encodingOfMark, isUndecodable, makeDecoder } from '../../encoding.ts';
import { refused } from '../../errors.ts';

/** A password from the terminal, typed twice without being shown, or the first line of standard input. */
export async function askPassword(): Promise<string> {
  const { stdin } = process;
  if (!stdin.isTTY) return firstLine();
  const first = await askSilently('Password: ');
  const second = await askSilently('Once more: ');
  if (first !== second) throw refused('password', 'the two are not the same');
  return first;
}

const longestLine = 64 * 1024;

/** UTF-8, or UTF-16 with a mark, which PowerShell pipes. Nobody sees the password: no other encoding is guessed. */
async function firstLine(): Promise<string> {
  let given = Buffer.alloc(0);
  for await (const bytes of process.stdin as AsyncIterable<Buffer>) {
    given = Buffer.concat([given, bytes]);
    if (given.length > longestLine) throw refused('password', `standard input has no line of ${longestLine} bytes`);
    const line = lineIn(given, 'going on');
    if (line !== undefined) return line;
  }
  if (given.length === 0) throw refused('password', 'expected on standard input');
  return lineIn(given, 'ended')!;
}

/** The first line without its end; undefined while it may go on. */
function lineIn(given: Buffer, input: 'going on' | 'ended'): string | undefined {
  // A mark has up to three bytes, and may come in pieces.
  if (given.length < 3 && input === 'going on') return undefined;
  const decode = makeDecoder(encodingOfMark(given) ?? 'utf-8');
  try {
    const text = decode(given) + (input === 'ended' ? decode() : '');
    const [line, next] = text.split(/\r?\n/, 2) as [string, string?];
    return next === undefined && input === 'going on' ? undefined : line;
  } catch (error) {
    if (!isUndecodable(error)) throw error;
    throw refused('password', 'standard input is not UTF-8');
  }
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
