const rowLeaf = 13;
const keyLeaf = 10;
const rowInner = 5;
const keyInner = 2;

/** A stretch of bytes: `from` belongs to it, `end` does not. */
export interface Stretch {
  readonly from: number;
  readonly end: number;
}

/**
 * Where a page of a SQLite file (https://sqlite.org/fileformat2.html) has bytes that belong to nothing, and not only
 * zeros there: between its list of cells and the cells. Moved rows leave copies in it. Undefined for a page without
 * any, and for everything that does not look like a page of rows or keys through and through.
 */
export function unusedIn(page: Buffer, isFirst: boolean, usable: number): Stretch | undefined {
  const header = isFirst ? 100 : 0;
  const kind = page[header];
  const isLeaf = kind === rowLeaf || kind === keyLeaf;
  if (!isLeaf && kind !== rowInner && kind !== keyInner) return undefined;
  const cells = header + (isLeaf ? 8 : 12);
  const from = cells + 2 * page.readUInt16BE(header + 3);
  const end = page.readUInt16BE(header + 5) || 65_536;
  if (from >= end || end > usable) return undefined;
  for (let place = cells; place < from; place += 2) {
    const cell = page.readUInt16BE(place);
    if (cell < end || cell >= usable) return undefined;
  }
  return page.subarray(from, end).some((byte) => byte !== 0) ? { from, end } : undefined;
}
