import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parts of a package.json that packages of this repository have. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly [more: string]: unknown;
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/**
 * Makes the published package.json from the one in the checkout, whose exports are TypeScript. That one is private and lists
 * no files, so that npm refuses to publish the checkout, and packs nothing of it. `repository` is the
 * OWNER/NAME at GitHub, if known; npm refuses a package with provenance that names another repository than the one whose
 * workflow publishes it.
 */
export function publishedManifest(manifest: Manifest, folder: string, repository?: string): Manifest {
  const { private: _private, files: _none, devDependencies: _development, ...published } = manifest;
  return {
    ...published,
    ...(published.exports && { exports: publishedExports(published.exports) }),
    ...(repository && {
      repository: { type: 'git', url: `git+https://github.com/${repository}.git`, directory: folder },
    }),
  };
}

function publishedExports(exports: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(exports).map(([path, target]) => [path, publishedTarget(String(target))]));
}

function publishedTarget(target: string): unknown {
  const module = /^\.\/src\/(.*)\.ts$/.exec(target)?.[1];
  return module === undefined ? target : { types: `./dist/${module}.d.ts`, default: `./dist/${module}.js` };
}
