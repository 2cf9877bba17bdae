import assert from 'node:assert/strict';
import type { Words } from '@gongdan/contract';
import { type Applied, type ApplyOptions, applyCompanyFile } from '../../src/company-file/apply.ts';
import { readCompanyFile } from '../../src/company-file/read.ts';
import type { Installation } from '../../src/company-file/section.ts';
import { showCompany } from '../../src/company-file/show.ts';
import type { Database } from '../../src/db/database.ts';
import type { Problem } from '../../src/errors.ts';
import { makeIdSource } from '../../src/ids.ts';
import { makeSnapshots } from '../../src/snapshots.ts';
import { openVault } from '../../src/vault.ts';
import { writeFile } from './written-file.ts';

/** An installation to which tests apply company files. */
export interface TestInstallation extends Installation {
  /** Writes, reads and applies the file. Returns what was done; rejects with the faults, a line each. */
  apply(text: string | object, options?: ApplyOptions): Promise<Applied>;
  /** Applies a file that must be refused; returns its faults, a line each. */
  faults(text: string | object, options?: ApplyOptions): Promise<string[]>;
  show(companyId?: string): Promise<Record<string, unknown>>;
  write(name: string, text: string | Buffer): string;
}

export const companyId = 'acme';

export function installationOn(db: Database): TestInstallation {
  let at = Date.parse('2026-03-02T12:00:00+08:00');
  const now = () => (at += 1000);
  const installation = {
    db,
    vault: openVault(Buffer.alloc(32, 1)),
    snapshots: makeSnapshots(db.query),
    now,
    newId: makeIdSource(now),
  };

  async function attempt(text: string | object, options?: ApplyOptions): Promise<Applied | string[]> {
    const path = writeFile(
      'company.yaml',
      typeof text === 'string' || Buffer.isBuffer(text) ? text : JSON.stringify(text, null, 1),
    );
    const source = await readCompanyFile(path).catch(({ zh = '', text: en }: Problem) => linesOf({ zh, en }));
    if (Array.isArray(source)) return source;
    const outcome = await applyCompanyFile(installation, source.content, options);
    return 'faults' in outcome ? outcome.faults.flatMap((fault) => linesOf(source.describe(fault))) : outcome;
  }

  return {
    ...installation,
    write: writeFile,
    async apply(text, options) {
      const outcome = await attempt(text, options);
      if (Array.isArray(outcome)) assert.fail(outcome.join('\n'));
      return outcome;
    },
    async faults(text, options) {
      const outcome = await attempt(text, options);
      return Array.isArray(outcome) ? outcome : assert.fail('the file was applied');
    },
    async show(id = companyId) {
      const shown = await showCompany({ query: db.query, vault: installation.vault, companyId: id });
      return { ...(shown?.content ?? assert.fail(`no company ${id}`)) };
    },
  };
}

/** Returns the English lines of a refusal. Each must also be there in Chinese. */
function linesOf({ zh, en }: Words): string[] {
  const [chinese, english] = [zh.split('\n'), en.split('\n')];
  assert.equal(chinese.length, english.length, `${zh}\n${en}`);
  for (const line of chinese) assert.match(line, /\p{sc=Han}/u);
  return english;
}
