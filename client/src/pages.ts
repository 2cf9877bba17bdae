import type { Call, CallOptions, Given, PagedName, Row } from './wire.ts';

/** The largest page that the service returns, so that a list takes the fewest calls. */
const largestPage = 50;

/** Yields the rows of a list, page after page, up to the `page_count` of the last answer. */
export async function* eachRow<N extends PagedName>(
  call: Call,
  name: N,
  parameters: Given<N> | undefined,
  options: CallOptions | undefined,
): AsyncGenerator<Row<N>, void, undefined> {
  const asked = { page_size: largestPage, ...parameters };
  for (let page_no = 1, pages = 1; page_no <= pages; page_no += 1) {
    const { items, page_count } = await call(name, { ...asked, page_no } as unknown as Given<N>, options);
    yield* items as Row<N>[];
    pages = page_count;
  }
}
