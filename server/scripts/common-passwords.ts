import { createRequire } from 'node:module';

/** The list needs no shorter passwords, because they are refused for their length. */
const shortest = 10;

/** Passwords that are common in China. The package's list has few of them. */
const commonInChina = [
  '1314520520',
  '5201314520',
  '5201314521',
  'a1234567890',
  'aa123456789',
  'as123456789',
  'asd123456789',
  'qq123456789',
  'woaini1314',
  'woaini1314520',
  'woaini5201314',
  'woaini520520',
  'woaiwojia520',
  'wodemima123',
  'zhang123456',
  'wang123456',
  'yang123456',
];

/** Returns the passwords of the data file, in its order. */
export function commonPasswords(): string[] {
  const require = createRequire(import.meta.url);
  const { dictionary } = require('@zxcvbn-ts/language-common') as { dictionary: Record<string, readonly string[]> };
  const all = [...dictionary['passwords-common']!, ...commonInChina].map((password) => password.toLowerCase());
  return [...new Set(all)].filter((password) => [...password].length >= shortest).sort();
}
