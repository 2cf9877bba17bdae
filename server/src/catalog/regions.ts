/** One place of a region tree: a province, city, county, street, or whatever a company's own tree has. */
export interface Region {
  readonly id: string;
  readonly name: string;
  /** Absent on leaves. */
  readonly regions?: readonly Region[];
}

/** The region tree of a company: its own, or the built-in one of mainland China. */
export interface Regions {
  /** Returns the names of a path of codes from the root down; undefined when the codes are no such path. */
  readonly namesOf: (codes: readonly string[]) => readonly string[] | undefined;
  /**
   * Lists the children of a region, or the top level when no region is named; undefined when there is no such region.
   */
  readonly childrenOf: (code?: string) => readonly ListedRegion[] | undefined;
}

export interface ListedRegion {
  readonly id: string;
  readonly name: string;
  readonly leaf: boolean;
}

/** Reads the tree when it is first used. Keeps it in flat arrays, because 45,000 objects would take too much memory. */
export function regionsOf(read: () => readonly Region[]): Regions {
  let made: Index | undefined;
  function index(): Index {
    made ??= indexOf(read());
    return made;
  }
  return {
    namesOf: (codes) => namesAlong(index(), codes),
    childrenOf: (code) => (code === undefined ? rootOf(index()) : below(index(), code)),
  };
}

/** All regions in depth-first order, each before its children. */
interface Index {
  readonly ids: string[];
  readonly names: string[];
  /** The place after a region's last descendant, where its next sibling stands. */
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

function rootOf(index: Index): ListedRegion[] {
  return between(index, 0, index.ids.length);
}

function below(index: Index, code: string): ListedRegion[] | undefined {
  const place = index.ids.indexOf(code);
  return place === -1 ? undefined : between(index, place + 1, index.ends[place]!);
}

/** Lists the regions that begin at `from` and their siblings before `end`. */
function between({ ids, names, ends }: Index, from: number, end: number): ListedRegion[] {
  const found: ListedRegion[] = [];
  for (let place = from; place < end; place = ends[place]!) {
    found.push({ id: ids[place]!, name: names[place]!, leaf: ends[place] === place + 1 });
  }
  return found;
}
