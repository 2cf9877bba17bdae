import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import type { FileStore } from '../../context.ts';
import type { StoredFile } from '../../files/attachment.ts';
import type { KeptFile } from '../../files/upload.ts';

type Colour = readonly [red: number, green: number, blue: number];
type Paint = (x: number, y: number) => Colour;

const width = 320;
const height = 200;

const wall: Colour = [226, 222, 214];
const steel: Colour = [88, 96, 108];
const dark: Colour = [34, 38, 46];
const alarm: Colour = [214, 76, 62];
const water: Colour = [96, 148, 196];

/** Pictures that customers send (a lock, a puddle, a display) and a log file that an agent sends. */
const files: readonly { readonly name: string; readonly mediaType: string; readonly bytes: () => Buffer }[] = [
  { name: '门锁照片.png', mediaType: 'image/png', bytes: () => png(lock) },
  { name: '漏水位置.png', mediaType: 'image/png', bytes: () => png(puddle) },
  { name: '屏幕报错.png', mediaType: 'image/png', bytes: () => png(display) },
  { name: 'app-log.txt', mediaType: 'text/plain', bytes: () => Buffer.from(log) },
];

const log = Array.from(
  { length: 40 },
  (_, line) => `02:${String(line).padStart(2, '0')}:10 gateway: ${line % 7 === 3 ? 'lost' : 'seen'} device lock_x3`,
).join('\n');

/** Stores the bytes of the demo's files. The caller adds their rows to the store. */
export async function keepPictures(store: FileStore): Promise<KeptFile[]> {
  await mkdir(store.incoming, { recursive: true, mode: 0o700 });
  const kept: KeptFile[] = [];
  for (const { name, mediaType, bytes } of files) {
    const content = bytes();
    const path = join(store.incoming, name);
    await writeFile(path, content, { mode: 0o600 });
    kept.push({ ...(await store.keep(path)), name, mediaType, size: content.length });
  }
  return kept;
}

export function isPicture({ name }: StoredFile): boolean {
  return name.endsWith('.png');
}

function lock(x: number, y: number): Colour {
  const inBody = x > 120 && x < 200 && y > 20 && y < 180;
  if (!inBody) return wall;
  const fromSensor = Math.hypot(x - 160, y - 60);
  if (fromSensor < 18) return fromSensor > 12 ? alarm : dark;
  return y > 130 && y < 144 ? dark : steel;
}

function puddle(x: number, y: number): Colour {
  const inPuddle = ((x - 170) / 110) ** 2 + ((y - 150) / 32) ** 2 < 1;
  if (inPuddle) return water;
  return x > 150 && x < 166 && y < 140 ? steel : wall;
}

function display(x: number, y: number): Colour {
  const onScreen = x > 40 && x < 280 && y > 30 && y < 170;
  if (!onScreen) return steel;
  const onCross = Math.abs(Math.abs(x - 160) - Math.abs(y - 100)) < 7 && Math.abs(x - 160) < 45;
  return onCross ? alarm : dark;
}

/** Encodes a picture as PNG with three bytes per pixel. Each line begins with 0, which means unfiltered. */
function png(paint: Paint): Buffer {
  const lines = Array.from({ length: height }, (_, y) => [
    0,
    ...Array.from({ length: width }, (_, x) => paint(x, y)).flat(),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits per channel, RGB, and the defaults of the format.
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.from(lines.flat()));
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(content.length + 8);
  framed.writeUInt32BE(data.length, 0);
  content.copy(framed, 4);
  framed.writeUInt32BE(crc32(content), content.length + 4);
  return framed;
}
