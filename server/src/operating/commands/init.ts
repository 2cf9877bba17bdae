import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { Words } from '@gongdan/contract';
import { firstFile } from '../../company-file/first-file/first-file.ts';
import { schemaId, writtenSchema } from '../../company-file/reference/json-schema.ts';
import { refusedCommand } from '../../errors.ts';
import { newSecret } from '../../push/sign.ts';
import type { Invocation } from '../command-line/declaration.ts';

/** Writes a company file to begin with, and the schema for editors beside it. Never overwrites a company file. */
export async function init({ terminal }: Invocation, path = 'company.yaml'): Promise<void> {
  const schema = `${basename(path, extname(path))}.schema.json`;
  const values = {
    companyid: randomBytes(16).toString('hex'),
    appKey: randomBytes(16).toString('hex'),
    secret: newSecret(randomBytes),
    schema: `./${schema}`,
    file: path,
  };
  const beside = join(dirname(path), schema);
  await demandOwn(beside);
  // `wx` fails when the file is there. The file holds secrets, so only its owner may read it.
  await writeFile(path, firstFile(terminal.language, values), { flag: 'wx', mode: 0o600 }).catch(unwritten(path));
  await writeFile(beside, writtenSchema()).catch(unwritten(beside));
  terminal.printResult({ file: path, schema: beside, companyid: values.companyid }, () => written(path, beside));
}

/** Throws Problem when the place of the schema is taken by a file that is none of our schemas. */
async function demandOwn(path: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined || text.includes(JSON.stringify(schemaId))) return;
  throw refusedCommand({ zh: `${path} 已存在，不会覆盖`, en: `${path} exists and is not overwritten` });
}

function unwritten(path: string): (cause: NodeJS.ErrnoException) => never {
  return (cause) => {
    if (cause.code === 'EEXIST') {
      throw refusedCommand({ zh: `${path} 已存在，不会覆盖`, en: `${path} exists and is not overwritten` });
    }
    throw cause;
  };
}

function written(path: string, schema: string): Words {
  return {
    zh: `已写出 ${path} 与模式文件 ${schema}。修改后运行：gongdan apply ${path}`,
    en: `Wrote ${path} and its schema ${schema}. Change it, then run: gongdan apply ${path}`,
  };
}
