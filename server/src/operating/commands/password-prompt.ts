import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Words } from '@gongdan/contract';
import { encodingOfMark, isUndecodable, makeDecoder } from '../../encoding.ts';
import { refusedCommand } from '../../errors.ts';
import { cancelled, type Terminal } from '../terminal/terminal.ts';

/** Asks twice for a password on the terminal without showing it, or reads the first line of standard input. */
export async function askPassword(terminal: Terminal): Promise<string> {
  const { stdin } = process;
  if (!stdin.isTTY) return firstLine();
  const first = await askSilently(terminal.text({ zh: '密码：', en: 'Password: ' }));
  const second = await askSilently(terminal.text({ zh: '再次输入密码：', en: 'Password again: ' }));
  if (first !== second) throw refusedCommand({ zh: '两次输入的密码不同', en: 'the two passwords differ' }, 'password');
  return first;
}

const longestLine = 64 * 1024;
const noLine: Words = {
  zh: `标准输入在 ${longestLine} 字节内没有换行`,
  en: `standard input has no line of ${longestLine} bytes`,
};

/** Reads UTF-8, or UTF-16 with a byte order mark, as PowerShell pipes it. Other encodings are not guessed. */
async function firstLine(): Promise<string> {
  let given = Buffer.alloc(0);
  for await (const bytes of process.stdin as AsyncIterable<Buffer>) {
    given = Buffer.concat([given, bytes]);
    if (given.length > longestLine) throw refusedCommand(noLine, 'password');
    const line = lineIn(given, 'going on');
    if (line !== undefined) return line;
  }
  if (given.length === 0)
    throw refusedCommand({ zh: '应从标准输入给出', en: 'expected on standard input' }, 'password');
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
    throw refusedCommand({ zh: '标准输入不是 UTF-8', en: 'standard input is not UTF-8' }, 'password');
  }
}

async function askSilently(question: string): Promise<string> {
  // Discards the echo of each key.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  // Written after the terminal has stopped to echo keys and to turn Ctrl+C into a signal.
  process.stderr.write(question);
  // Ctrl+C and the end of the input close the interface. Without this listener the question would stay open.
  const closed = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
  try {
    const given = await Promise.race([lines.question(''), closed]);
    if (given === undefined) throw refusedCommand(cancelled);
    return given;
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
