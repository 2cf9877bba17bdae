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
  namesOf(codes: readonly string[]): readonly string[] | undefined;
}
