const mostKept = 50;
const kept = new Map<string, RegExp>();

/**
 * SQLite calls this function for `text regexp pattern`: it has the syntax, but no function of its own. Compiled expressions
 * are kept, because SQLite calls it for every row.
 */
export function regexp(pattern: unknown, text: unknown): 0 | 1 {
  return expressionOf(String(pattern)).test(String(text)) ? 1 : 0;
}

function expressionOf(pattern: string): RegExp {
  const known = kept.get(pattern);
  if (known) return known;
  if (kept.size >= mostKept) kept.clear();
  const made = new RegExp(pattern, 'u');
  kept.set(pattern, made);
  return made;
}
