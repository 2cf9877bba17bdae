/** Writes `data/common-passwords.txt` from @zxcvbn-ts/language-common: `node server/scripts/build-common-passwords.ts`. */
import { writeFileSync } from 'node:fs';
import { commonPasswordsFile } from '../src/people/new-password.ts';
import { commonPasswords } from './common-passwords.ts';

writeFileSync(commonPasswordsFile, commonPasswords().join('\n'));
