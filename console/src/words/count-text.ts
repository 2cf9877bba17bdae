/** So far the server counts replies, and the tickets of a customer. */
export const mostCounted = 1_000;

/** A number as it is shown: "999+" where the counting ended. */
export function countText(count: number, most = mostCounted): string {
  return count >= most ? `${most - 1}+` : String(count);
}
