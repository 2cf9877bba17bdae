import { createHash, randomBytes } from 'node:crypto';
import { openLine } from './line.ts';
import { chunkOf, lastChunk, uploadOf } from './request.ts';
import { storedTickets } from './stored.ts';
import { becomes, type Target, uploadQueue } from './target.ts';

/** What an idle server holds: the number of its open files and sockets. */
export interface Calm {
  readonly descriptors: number;
}

/** Within this time after an attack the server must have released the files, sockets and uploads of the attack. */
const withinMs = 15_000;
/**
 * After an attack the server may have this many descriptors more than before it: the number of connections of honest
 * callers, of pushes and, on PostgreSQL, of the pool varies.
 */
const someDescriptors = { sqlite: 24, postgres: 64 };
const mostMemory = 900 * 2 ** 20;
const fileBytes = 100_000;

export function lookAtCalm(target: Target): Calm {
  return { descriptors: target.descriptors() };
}

/**
 * Returns a sentence for everything that the attack left behind; none when the server has ended, which the caller sees.
 */
export async function aftermath(target: Target, calm: Calm): Promise<string[]> {
  if (!target.isAlive()) return [];
  const faults: string[] = [];
  const most = calm.descriptors + someDescriptors[target.place.url === undefined ? 'sqlite' : 'postgres'];
  if (!(await becomes(() => target.descriptors() <= most, withinMs)))
    faults.push(`${target.descriptors()} descriptors are open, ${calm.descriptors} before`);
  if (!(await becomes(() => target.spooled() === 0, withinMs)))
    faults.push(`${target.spooled()} files of uploads are left`);
  const memory = target.memory();
  if (memory > mostMemory) faults.push(`the process holds ${Math.round(memory / 2 ** 20)} MB`);
  faults.push(...(await uploadAtOnce(target)));
  const there = await storedTickets(target.place);
  const lost = target.acknowledged.filter((id) => !there.has(id));
  if (lost.length > 0) faults.push(`${lost.length} acknowledged tickets are lost, such as ${lost[0]}`);
  return faults;
}

/**
 * Runs as many uploads at once as the server allows, half of them by each of two apps. Returns a fault unless all are
 * under way before the first ends, and each file can be read as it was sent.
 */
async function uploadAtOnce(target: Target): Promise<string[]> {
  const bytes = randomBytes(fileBytes);
  const { part, end } = uploadOf({ token: '' });
  const lines = Array.from({ length: uploadQueue }, (_, n) => {
    const { head } = uploadOf({ token: target.honestTokens[n % 2]! });
    return openLine(target, Buffer.concat([head, chunkOf(part), chunkOf(bytes.subarray(0, 70_000))]), '127.0.0.1');
  });
  const areUnderWay = await becomes(() => target.spooled() === uploadQueue, 10_000);
  const spooled = target.spooled();
  for (const { socket } of lines) {
    socket.write(Buffer.concat([chunkOf(bytes.subarray(70_000)), chunkOf(end), Buffer.from(lastChunk)]));
  }
  const replies = await Promise.all(lines.map((line) => line.reply()));
  for (const { socket } of lines) socket.destroy();
  if (!areUnderWay) return [`of ${uploadQueue} uploads at once only ${spooled} had a place`];
  const refused = replies.find(({ code }) => code !== '000000');
  if (refused) return [`an upload was answered ${refused.status}, ${refused.code}`];
  const addresses = replies.map(({ text }) => /"file_url":"([^"]+)"/.exec(text)?.[1] ?? '');
  const hashes = await Promise.all(addresses.map(hashAt));
  return hashes.every((hash) => hash === hashOf(bytes)) ? [] : ['an uploaded file is not what was sent'];
}

async function hashAt(address: string): Promise<string> {
  const response = await fetch(address);
  return hashOf(Buffer.from(await response.arrayBuffer()));
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
