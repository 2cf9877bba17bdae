import { linesOf } from './sources.ts';

/**
 * The named functions of a file and their lengths in lines, nested functions included: declarations, and constants that
 * hold an arrow function with a body. The formatter puts the end of each on a line of its own.
 */
export function functionsOf(file: string): { readonly name: string; readonly lines: number }[] {
  const lines = linesOf(file);
  return lines.flatMap((line, start) => {
    const [, indent, declared, constant] = line.match(beginning) ?? [];
    const name = declared ?? constant;
    if (indent === undefined || name === undefined) return [];
    const ends = declared === undefined ? [`${indent}};`, `${indent}});`, `${indent});`] : [`${indent}}`];
    const length = lines.slice(start).findIndex((other) => ends.includes(other)) + 1;
    return [{ name: `${file} ${name}`, lines: length }];
  });
}

const beginning = /^( *)(?:export )?(?:default )?(?:(?:async )?function\*? (\w+)|const (\w+)\b.*(?:=> \{|\()$)/;
