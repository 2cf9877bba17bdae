/** Instants in milliseconds UTC: `from` is inclusive, `before` exclusive. */
export interface Span {
  readonly from: number;
  readonly before: number;
}
