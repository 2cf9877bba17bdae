import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { format } from '../../../src/operating/backup/about.ts';
import { writeArchive } from '../../../src/operating/backup/archive.ts';
import { unpack } from '../../../src/operating/backup/unpack.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongdan-unpack-'));
after(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

// Some bytes carry no data, such as an empty last frame of zstd or the padding of a tar. Altering them does no harm.
test('A back-up with one altered byte is refused, or its contents are unpacked unchanged', async () => {
  const made = writeArchive(at('good'), at('hashes'), new Date());
  await made.addText('about.json', JSON.stringify({ format, gongdan: '0.1.0', madeAt: '', store: 'sqlite', rows: {} }));
  await made.addText(`files/ab/${'ab'.repeat(16)}`, randomBytes(900).toString('base64'));
  await made.addText('key', 'ab'.repeat(32));
  await made.finish();
  const good = readFileSync(at('good'));
  const whole = await unpacked(good);
  assert.equal(whole?.length, 2);
  let refused = 0;
  // Only every 7th byte, because each round flushes every file to the disk.
  for (let place = 0; place < good.length; place += 7) {
    const altered = Buffer.from(good);
    altered[place] = altered[place]! ^ 0x20;
    const held = await unpacked(altered);
    if (held) assert.deepEqual(held, whole, `byte ${place}`);
    else refused += 1;
  }
  assert.ok(refused > 0.9 * (good.length / 7), `only ${refused} were refused`);
});

/** Returns the unpacked files with their contents; undefined when the archive is refused. */
async function unpacked(archive: Buffer): Promise<string[][] | undefined> {
  writeFileSync(at('tried'), archive);
  mkdirSync(at('out'));
  try {
    await unpack(at('tried'), at('out'));
    const paths = readdirSync(at('out'), { recursive: true, encoding: 'utf8' }).sort();
    const files = paths.filter((path) => statSync(join(at('out'), path)).isFile());
    return files.map((path) => [path, readFileSync(join(at('out'), path), 'utf8')]);
  } catch (error) {
    assert.match(String(error), /damaged|is no back-up|made by gongdan/);
    return undefined;
  } finally {
    rmSync(at('out'), { recursive: true });
  }
}
