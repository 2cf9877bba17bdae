export interface TextPart {
  readonly text: string;
  /** Where it leads, when it is a link. */
  readonly href?: string;
}

// Ends before Chinese punctuation and brackets: in a Chinese sentence no space follows an address.
const runs = /[^\s<>"'，。；：！？、（）《》【】「」“”‘’]+/g;
const webAddress = /\bhttps?:\/\/(?=.)/i;
const mailRuns = /[\w.+@-]+/g;

interface Found {
  readonly from: number;
  readonly text: string;
  readonly href: string;
}

/** A line of text in parts, with the addresses in it as links. */
export function linkParts(line: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { from, text, href } of addressesIn(line)) {
    if (from > end) parts.push({ text: line.slice(end, from) });
    parts.push({ text, href });
    end = from + text.length;
  }
  if (end < line.length) parts.push({ text: line.slice(end) });
  return parts;
}

/** Each run is looked at once from its beginning: a pattern for whole addresses would begin anew at every letter. */
function addressesIn(line: string): Found[] {
  return [...line.matchAll(runs)].flatMap(({ 0: run, index }) => {
    const web = run.search(webAddress);
    const before = mailsIn(web === -1 ? run : run.slice(0, web), index);
    if (web === -1) return before;
    const text = withoutTail(run.slice(web));
    return [...before, { from: index + web, text, href: text }];
  });
}

function mailsIn(run: string, start: number): Found[] {
  if (!run.includes('@')) return [];
  return [...run.matchAll(mailRuns)].flatMap(({ 0: piece, index }) => {
    const mail = mailIn(piece);
    return mail ? [{ from: start + index + mail.at, text: mail.text, href: `mailto:${mail.text}` }] : [];
  });
}

/** The first part around an `@` that is a name before it and a domain with a dot behind it. */
function mailIn(piece: string): { at: number; text: string } | undefined {
  let at = 0;
  const sides = piece.split('@');
  for (const [place, side] of sides.entries()) {
    const name = side.replace(/^[.+-]+/, '');
    const [domain = ''] = (sides[place + 1] ?? '').split('+', 1);
    const labels = withoutTail(domain).split('.');
    if (name !== '' && labels.length > 1 && labels.every((label) => label !== '')) {
      return { at: at + side.length - name.length, text: `${name}@${labels.join('.')}` };
    }
    at += side.length + 1;
  }
  return undefined;
}

const punctuation = new Set('.,;:!?');

/** Punctuation at the end belongs to the sentence, a bracket too unless it was opened within. */
function withoutTail(text: string): string {
  const closes = !text.includes('(');
  let end = text.length;
  while (end > 0 && (punctuation.has(text[end - 1]!) || (closes && text[end - 1] === ')'))) end -= 1;
  return text.slice(0, end);
}
