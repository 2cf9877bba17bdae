import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** One file of the built console, with the compressed forms that the build made. */
export interface BuiltFile {
  readonly contentType: string;
  /** With its quotes. It is weak, because it is the same for every encoding. */
  readonly etag: string;
  /** True when its name changes with its contents. */
  readonly immutable: boolean;
  readonly plain: Buffer;
  readonly br: Buffer | undefined;
  readonly gzip: Buffer | undefined;
}

/** The files of a folder by their names with slashes: `assets/index-1a2b.js`. */
export type BuiltFiles = ReadonlyMap<string, BuiltFile>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/**
 * Returns a function that reads the build in a folder into memory, once after each build. The function resolves to
 * undefined while there is no build. Requests are served from memory, so that no path can lead out of the folder.
 */
export function readBuiltFiles(folder: string): () => Promise<BuiltFiles | undefined> {
  let known: { readonly builtAt: number; readonly files: Promise<BuiltFiles> } | undefined;

  return async () => {
    const builtAt = await stat(join(folder, 'index.html')).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
    if (builtAt === undefined) return undefined;
    if (known?.builtAt !== builtAt) known = { builtAt, files: readAll(folder) };
    return known.files;
  };
}

async function readAll(folder: string): Promise<BuiltFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const bytes = new Map<string, Buffer>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    bytes.set(path.slice(folder.length).split(sep).filter(Boolean).join('/'), await readFile(path));
  }
  const files = new Map<string, BuiltFile>();
  for (const [name, plain] of bytes) {
    const contentType = types[extname(name)];
    if (contentType === undefined) continue;
    files.set(name, {
      contentType,
      etag: `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
      immutable: name.startsWith('assets/'),
      plain,
      br: bytes.get(`${name}.br`),
      gzip: bytes.get(`${name}.gz`),
    });
  }
  return files;
}
