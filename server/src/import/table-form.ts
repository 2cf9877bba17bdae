import { type EncodedFile, openSource, type TableForm } from './source-file.ts';

/** The separators that are recognised; a comma wins when two are equally likely. */
const separators = [',', ';', '\t', '|'];

/** The first line is looked for in this many characters. */
const mostCharacters = 64 * 1024;

/**
 * Finds the separator of a table's columns: the stated one, else that of Excel's line `sep=;`, else the one that divides the line
 * of column names into most parts.
 */
export async function findTableForm(file: EncodedFile, stated?: string): Promise<TableForm> {
  const first = await firstLine(file);
  const announced = announcedIn(first);
  const delimiter = stated ?? announced ?? mostFrequent(first);
  return { delimiter, announced: announced !== undefined };
}

/** Returns the separator that the line `sep=;` announces. */
function announcedIn(line: string): string | undefined {
  return /^"?sep=(.)"?$/i.exec(line.replace(/\r$/, ''))?.[1];
}

async function firstLine(file: EncodedFile): Promise<string> {
  let text = '';
  for await (const piece of openSource(file).text) {
    text = (text + piece).replace(/^[\r\n]+/, '');
    if (text.includes('\n') || text.length > mostCharacters) break;
  }
  return text.slice(0, mostCharacters).split('\n', 1)[0]!;
}

function mostFrequent(line: string): string {
  // A separator within quotes is part of a name: every second piece between quotes lies within them.
  const names = line
    .split('"')
    .filter((_, index) => index % 2 === 0)
    .join('');
  const counts = separators.map((separator) => ({ separator, count: names.split(separator).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).separator;
}
