/** The server stops counting replies, and tickets of a customer, at this number. */
export const maxCount = 1_000;

/** Returns a count as text; "999+" if the server stopped counting at 1,000, the default of `most`. */
export function countText(count: number, most = maxCount): string {
  return count >= most ? `${most - 1}+` : String(count);
}
