/** Instants in milliseconds UTC: `from` belongs to it, `before` does not. */
export interface Span {
  readonly from: number;
  readonly before: number;
}
