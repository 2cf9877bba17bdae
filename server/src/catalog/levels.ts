/** How urgent a ticket is: low, medium, high, urgent. The levels are the same for every company. */
export const levels: ReadonlyMap<number, string> = new Map([
  [0, '低'],
  [1, '中'],
  [2, '高'],
  [3, '紧急'],
]);
