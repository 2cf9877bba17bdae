import { linesOf } from './sources.ts';

/**
 * Returns the named functions of a file and their lengths in lines, nested functions included: declarations, methods,
 * and constants and fields that hold an arrow function with a body. The formatter's indentation tells where each one
 * ends.
 */
export function functionsOf(file: string): { readonly name: string; readonly lines: number }[] {
  const lines = linesOf(file);
  return lines.flatMap((line, start) => {
    const [, indent, name] = heads.map((head) => line.match(head)).find((match) => match !== null) ?? [];
    if (indent === undefined) return [];
    // A line such as `} else {` or `}: Options) {` ends nothing, because it opens a block again.
    const isEnd = (other: string) => other.startsWith(indent) && /^[})](?!.*\{$)/.test(other.slice(indent.length));
    return [{ name: `${file} ${name}`, lines: lines.slice(start + 1).findIndex(isEnd) + 2 }];
  });
}

// The second pattern also takes constants whose line ends with `(`: there, the parameters of an arrow function may
// follow.
const heads = [
  /^( *)(?:export )?(?:default )?(?:async )?function\*? (\w+).*[({]$/,
  /^( *)(?:export )?const (\w+)\b.*(?:=> \{|\()$/,
  /^( +)readonly (#?\w+) = .*=> \{$/,
  /^( +)(?:async |get |override )*\*?(#?\w+)(?:<.*>)?\(.*\)(?:: [^=]+)? \{$/,
  /^( +)(constructor)\($/,
];
