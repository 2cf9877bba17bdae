import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import type { Words } from '@gongdan/contract';
import { type Entry, extract } from 'tar-stream';
import { Problem, refusedCommand } from '../../errors.ts';
import { flush } from '../../files/durable.ts';
import { type About, entries, format, isEntry } from './about.ts';
import { hashing } from './hashing.ts';

/**
 * Unpacks a back-up into an empty folder and verifies the hash of every entry. Throws Problem for a file that is no
 * back-up, is damaged or cut short, or was made by a release whose archives this one cannot read.
 */
export async function unpack(file: string, folder: string): Promise<About> {
  const found = join(folder, 'found.sha256');
  try {
    await extractAll(file, folder, found);
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    const { message } = cause as Error;
    throw damaged(file, { zh: message, en: message }, cause);
  }
  const hashes = join(folder, entries.hashes);
  if (!existsSync(hashes)) throw damaged(file, { zh: '文件不完整', en: 'it is cut short' });
  const wrong = await firstDifference(hashes, found);
  if (wrong !== undefined) throw damaged(file, { zh: `${wrong} 被改动过`, en: `${wrong} has changed` });
  const about = await readAbout(file, folder);
  for (const name of [found, hashes, join(folder, entries.about)]) await rm(name);
  return about;
}

async function extractAll(file: string, folder: string, found: string): Promise<void> {
  const tar = extract();
  const reading = pipeline(createReadStream(file), createZstdDecompress(), tar);
  const entriesRead = (async () => {
    let first = true;
    for await (const entry of tar) {
      if (first && entry.header.name !== entries.about) throw notOurs(file);
      first = false;
      await extractEntry(file, entry, folder, found);
      if (entry.header.name === entries.about) await readAbout(file, folder);
    }
    if (first) throw notOurs(file);
  })();
  await Promise.all([reading, entriesRead]);
}

async function extractEntry(file: string, entry: Entry, folder: string, found: string): Promise<void> {
  const { name } = entry.header;
  if (!isEntry(name)) throw notOurs(file);
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const { through, digest } = hashing();
  await pipeline(entry, through, createWriteStream(path, { mode: 0o600, flags: 'wx' }));
  await flush(path);
  if (name !== entries.hashes) await appendFile(found, `${digest()}  ${name}\n`);
}

/**
 * Reads the description. Called as soon as it is unpacked, so that an archive of a later format is refused before
 * gigabytes are unpacked.
 */
async function readAbout(file: string, folder: string): Promise<About> {
  const about = parseAbout(await readFile(join(folder, entries.about), 'utf8'));
  if (about === undefined) throw notOurs(file);
  if (about.format <= format) return about;
  throw refusedCommand({
    zh: `${file} 由更新的版本 gongdan ${about.gongdan} 生成；请使用那个版本`,
    en: `${file} was made by gongdan ${about.gongdan}, which is newer; use that release`,
  });
}

function parseAbout(text: string): About | undefined {
  try {
    const about = JSON.parse(text) as Partial<About> | null;
    return typeof about?.format === 'number' ? (about as About) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the name of the first entry whose line differs; undefined when both lists are equal. */
async function firstDifference(wanted: string, found: string): Promise<string | undefined> {
  const others = createInterface(createReadStream(found))[Symbol.asyncIterator]();
  for await (const line of createInterface(createReadStream(wanted))) {
    if ((await others.next()).value !== line) return line.slice(line.indexOf('  ') + 2);
  }
  const { value } = await others.next();
  return value?.slice(value.indexOf('  ') + 2);
}

function notOurs(file: string): Problem {
  return refusedCommand({ zh: `${file} 不是 gongdan 的备份`, en: `${file} is no back-up of gongdan` });
}

function damaged(file: string, why: Words, cause?: unknown): Problem {
  const zh = `备份 ${file} 已损坏：${why.zh}`;
  return new Problem('request_refused', `the back-up ${file} is damaged: ${why.en}`, { zh, cause });
}
