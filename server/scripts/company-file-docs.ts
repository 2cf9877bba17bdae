// Writes docs/company-file.md, its Chinese edition and the schema for editors from the shape of the company file. With
// --check it writes nothing and fails if they differ.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writtenSchema } from '../src/company-file/reference/json-schema.ts';
import { companyFilePage } from '../src/company-file/reference/page.ts';

const root = new URL('../../', import.meta.url);
const pages = {
  'docs/company-file.md': companyFilePage('en'),
  'docs/company-file.zh-CN.md': companyFilePage('zh'),
  'server/data/company-file.schema.json': writtenSchema(),
};

for (const [name, text] of Object.entries(pages)) {
  const path = fileURLToPath(new URL(name, root));
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    console.error(`${name} is not current; run: node server/scripts/company-file-docs.ts`);
    process.exitCode = 1;
  }
}
