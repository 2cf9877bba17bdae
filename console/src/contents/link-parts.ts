export interface TextPart {
  readonly text: string;
  /** Where it leads, when it is a link. */
  readonly href?: string;
}

// Ends before Chinese punctuation and brackets: in a Chinese sentence no space follows an address.
const address = /\bhttps?:\/\/[^\s<>"'，。；：！？、（）《》【】「」“”‘’]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;

/** A line of text in parts, with the addresses in it as links. */
export function linkParts(line: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of line.matchAll(address)) {
    const text = withoutTail(match[0]);
    if (match.index > end) parts.push({ text: line.slice(end, match.index) });
    parts.push({ text, href: text.includes('://') ? text : `mailto:${text}` });
    end = match.index + text.length;
  }
  if (end < line.length) parts.push({ text: line.slice(end) });
  return parts;
}

/** Punctuation at the end belongs to the sentence, a bracket too unless it was opened within. */
function withoutTail(text: string): string {
  const bare = text.replace(/[.,;:!?]+$/, '');
  if (bare.endsWith(')') && !bare.includes('(')) return withoutTail(bare.slice(0, -1));
  return bare;
}
