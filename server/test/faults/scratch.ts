import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs the body with a temporary folder, which is removed afterwards. */
export async function inFolder<Result>(body: (folder: string) => Promise<Result>, parent = tmpdir()): Promise<Result> {
  const folder = mkdtempSync(join(parent, 'gongdan-faults-'));
  try {
    return await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
