/** A page of a list; `number` counts from 1. */
export interface Page {
  readonly number: number;
  readonly size: number;
}

const usualSize = 15;
const largestSize = 50;

/** Reads the page of a call. A number below 1 counts as not given. */
export function readPage(given: { page_no?: number; page_size?: number }): Page {
  const { page_no = 1, page_size = usualSize } = given;
  return {
    number: Math.max(page_no, 1),
    size: page_size < 1 ? usualSize : Math.min(page_size, largestSize),
  };
}

/** The paging fields of the answer. */
export function writePage(page: Page, total: number) {
  return {
    page_no: page.number,
    page_size: page.size,
    page_count: Math.ceil(total / page.size),
    total_count: total,
  };
}
