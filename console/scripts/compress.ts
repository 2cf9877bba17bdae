import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const worthIt = /\.(js|css|html|svg|json)$/;

/** Writes a .br and a .gz beside every text file of the build, so that the server need not compress per request. */
export function compress(): Plugin {
  let folder = '';
  let publicFiles = '';
  return {
    name: 'compress',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
      publicFiles = config.publicDir;
    },
    writeBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = new Set([...Object.keys(bundle), ...readdirSync(publicFiles)]);
        for (const file of files) if (worthIt.test(file)) compressFile(join(folder, file));
      },
    },
  };
}

function compressFile(path: string): void {
  const bytes = readFileSync(path);
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
