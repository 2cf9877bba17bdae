import type { Words } from '@gongdan/contract';

/** A thing that a cell may name: by its id, or by one of its names. */
export interface Named {
  readonly id: string;
  readonly names: readonly string[];
  /** The words by which an error text shows the thing, beside its id. */
  readonly shown: string;
}

/** Name → the things that have it. */
export type NameIndex = ReadonlyMap<string, readonly Named[]>;

export function indexNames(things: Iterable<Named>): NameIndex {
  const index = new Map<string, Named[]>();
  for (const thing of things) {
    for (const name of new Set(thing.names.map(plainPath))) {
      if (name === '') continue;
      const same = index.get(name);
      if (same) same.push(thing);
      else index.set(name, [thing]);
    }
  }
  return index;
}

/** Thrown when a name belongs to several things. */
export class Ambiguous extends Error {
  readonly words: Words;

  constructor(words: Words) {
    super(words.en);
    this.words = words;
  }
}

/**
 * Returns the id of the thing that has the name, or undefined when none has it. Throws Ambiguous, naming all their ids, when
 * several have it.
 */
export function idOf(index: NameIndex, name: string): string | undefined {
  const found = index.get(plainPath(name)) ?? [];
  if (found.length < 2) return found[0]?.id;
  const listed = found.slice(0, mostListed).map(({ id, shown }) => (shown === name ? id : `${id} ${shown}`));
  const more = found.length - listed.length;
  throw new Ambiguous({
    zh: `有多项同名，请写其中一项的编号（${listed.join('、')}${more > 0 ? ` 等 ${found.length} 项` : ''}）`,
    en: `is the name of several, give the id of one (${listed.join(', ')}${more > 0 ? ` and ${more} more` : ''})`,
  });
}

const mostListed = 5;

/** Lists the names of an index for an error text. The list is whole: a company has at most 36 statuses. */
export function namesIn(index: NameIndex): Words {
  const names = Array.from(new Set([...index.values()].flat()), ({ shown }) => shown);
  return { zh: `可用的有 ${names.join('、')}`, en: `the names are ${names.join(', ')}` };
}

/** Writes a path of names in one way, whichever mark and blanks stand between them: `退款 > 运费`, `退款/运费`. */
function plainPath(path: string): string {
  return path
    .split(/[/>／＞»→|,，、;；]/)
    .map((name) => name.trim())
    .join('/');
}
