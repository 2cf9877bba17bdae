import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** One file of the built console, with the forms that were compressed when it was built. */
export interface BuiltFile {
  readonly contentType: string;
  /** With its quotes; weak, because it is the same for every encoding. */
  readonly etag: string;
  /** Its name changes with what it holds. */
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
 * Reads what was built into a folder, and again when it was built anew; undefined while nothing is there. What is not
 * in memory can't be asked for, however the path is written.
 */
export function builtFiles(folder: string): () => Promise<BuiltFiles | undefined> {
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
