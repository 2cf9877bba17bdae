/** One place of a region tree: a province, city, county, street, or whatever a company's own tree has. */
export interface Region {
  readonly id: string;
  readonly name: string;
  /** Absent on leaves. */
  readonly regions?: readonly Region[];
}

/** The region tree of a company: its own, or the built-in one of mainland China. */
export interface Regions {
  /** Names along a path of codes that begins at the root, each a child of the one before; undefined when it is no path. */
  readonly namesOf: (codes: readonly string[]) => readonly string[] | undefined;
}

/** Reads the tree at the first question and keeps it flat: an object for each of some 45,000 places is too much. */
export function regionsOf(read: () => readonly Region[]): Regions {
  let index: Index | undefined;
  return {
    namesOf(codes) {
      index ??= indexOf(read());
      return namesAlong(index, codes);
    },
  };
}

/** All regions from the top down, each before those below it. */
interface Index {
  readonly ids: string[];
  readonly names: string[];
  /** Where the regions below one end, so that its next sibling is found. */
  readonly ends: number[];
}

function indexOf(tree: readonly Region[]): Index {
  const index: Index = { ids: [], names: [], ends: [] };
  function add(region: Region): void {
    const place = index.ids.push(region.id) - 1;
    index.names.push(region.name);
    index.ends.push(0);
    for (const child of region.regions ?? []) add(child);
    index.ends[place] = index.ids.length;
  }
  for (const region of tree) add(region);
  return index;
}

function namesAlong({ ids, names, ends }: Index, codes: readonly string[]): readonly string[] | undefined {
  const found: string[] = [];
  let place = 0;
  let end = ids.length;
  for (const code of codes) {
    while (place < end && ids[place] !== code) place = ends[place]!;
    if (place >= end) return undefined;
    found.push(names[place]!);
    end = ends[place]!;
    place += 1;
  }
  return found;
}
