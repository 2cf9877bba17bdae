import type { Words } from '@gongdan/contract';

/** The meaning of every key of an entry. A table that lacks a key does not compile. */
export type KeyWords<Entry> = { readonly [Key in keyof Entry]-?: Words };

/** The words of a section of the company file. The page docs/company-file.md and the schema for editors are made of them. */
export interface SectionWords {
  readonly words: Words;
  readonly keys: Readonly<Record<string, Words>>;
  /** The meaning of keys below the entry, by their place: `settings`, `options[]`, `targets.*`, `do[].reply`. */
  readonly inner?: Readonly<Record<string, Readonly<Record<string, Words>>>>;
  /** The section as a file may have it. All examples together are a company that can be applied. */
  readonly example: unknown;
}

export function words(zh: string, en: string): Words {
  return { zh, en };
}
