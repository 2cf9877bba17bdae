import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of an exported day. */
export interface DayFile {
  readonly companyId: string;
  /** `yyyy-MM-dd`. */
  readonly day: string;
  /** The day's revision when the file was made. An erasure raises the day's revision, which makes older files invalid. */
  readonly revision: number;
  /** True when the file was made before the day was over: it lacks later events. */
  readonly soFar: boolean;
}

/** A shelf is the folder that holds the exported days: `<folder>/<company>/<day>.<revision>.jsonl.gz`. */
export interface Shelf {
  /** A path on the same disk for a file that is being made. */
  draft(id: string): string;
  /** Moves a finished draft, which has been flushed to the disk, to its place, and dates it. */
  keep(draft: string, file: DayFile, madeAt: number): Promise<void>;
  /** When the file was made; undefined when there is none. */
  madeAt(file: DayFile): Promise<number | undefined>;
  pathOf(file: DayFile): string;
  remove(file: DayFile): Promise<void>;
  all(): Promise<DayFile[]>;
}

// A company's folder cannot have this name, because no company's id contains a dot.
const drafts = '.making';

export async function openShelf(folder: string): Promise<Shelf> {
  // A crash leaves half-written drafts.
  await rm(join(folder, drafts), { recursive: true, force: true });
  await mkdir(join(folder, drafts), { recursive: true, mode: 0o700 });
  const folderOf = (companyId: string) => join(folder, companyId);
  const pathOf = (file: DayFile) => join(folderOf(file.companyId), nameOf(file));

  return {
    draft(id) {
      // Somebody may have removed the folder while the server runs.
      mkdirSync(join(folder, drafts), { recursive: true, mode: 0o700 });
      return join(folder, drafts, id);
    },
    async keep(draft, file, madeAt) {
      await utimes(draft, madeAt / 1000, madeAt / 1000);
      await mkdir(folderOf(file.companyId), { recursive: true, mode: 0o700 });
      // The rename is not flushed: after a power cut the file may be missing, and is made again.
      await rename(draft, pathOf(file));
    },
    async madeAt(file) {
      const found = await stat(pathOf(file)).catch(whenMissing);
      return found && Math.round(found.mtimeMs);
    },
    pathOf,
    remove: (file) => rm(pathOf(file), { force: true }),
    async all() {
      const companies = ((await readdir(folder).catch(whenMissing)) ?? []).filter((name) => name !== drafts);
      const files = companies.map(async (companyId) => {
        const names = await readdir(folderOf(companyId));
        return names.flatMap((name) => fileOf(companyId, name) ?? []);
      });
      return (await Promise.all(files)).flat();
    },
  };
}

/** Removes all files of the days. It is synchronous, because it runs after a commit. */
export function removeDays(folder: string, companyId: string, days: readonly string[]): void {
  const companyFolder = join(folder, companyId);
  for (const name of namesIn(companyFolder)) {
    if (days.includes(name.slice(0, 'yyyy-MM-dd'.length))) rmSync(join(companyFolder, name), { force: true });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    return whenMissing(error as NodeJS.ErrnoException) ?? [];
  }
}

function nameOf({ day, revision, soFar }: DayFile): string {
  return `${day}.${revision}${soFar ? '.so-far' : ''}.jsonl.gz`;
}

function fileOf(companyId: string, name: string): DayFile | undefined {
  const [, day, revision, soFar] = /^([0-9-]{10})\.([0-9]+)(\.so-far)?\.jsonl\.gz$/.exec(name) ?? [];
  if (day === undefined) return undefined;
  return { companyId, day, revision: Number(revision), soFar: soFar !== undefined };
}

function whenMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
