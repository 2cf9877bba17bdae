export interface TextPart {
  readonly text: string;
  /** The address of a link; absent for plain text. */
  readonly href?: string;
}

/**
 * A run is a piece of text that may hold addresses. It ends at spaces and quotes, and at Chinese punctuation, because a
 * Chinese sentence has no space after an address.
 */
const runs = /[^\s<>"'，。；：！？、（）《》【】「」“”‘’]+/g;
/** The beginning of a web address that has at least one more character. */
const webAddress = /\bhttps?:\/\/(?=.)/i;
/** A piece of a run that may hold mail addresses. */
const mailRuns = /[\w.+@-]+/g;

/** An address in a line. */
interface Found {
  readonly from: number;
  readonly text: string;
  readonly href: string;
}

/** Divides a line into text and links: web and mail addresses become links. */
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

/**
 * Finds the addresses of a line: in each run the mail addresses before the first web address, and this web address.
 * Each run is searched once. A pattern for whole addresses would restart at every letter and take quadratic time.
 */
function addressesIn(line: string): Found[] {
  return [...line.matchAll(runs)].flatMap(({ 0: run, index }) => {
    const web = run.search(webAddress);
    const mails = mailsIn(web === -1 ? run : run.slice(0, web), index);
    if (web === -1) return mails;
    const text = withoutTail(run.slice(web));
    return [...mails, { from: index + web, text, href: text }];
  });
}

function mailsIn(run: string, start: number): Found[] {
  if (!run.includes('@')) return [];
  return [...run.matchAll(mailRuns)].flatMap(({ 0: piece, index }) => {
    const mail = mailIn(piece);
    return mail ? [{ from: start + index + mail.at, text: mail.text, href: `mailto:${mail.text}` }] : [];
  });
}

/**
 * Returns the first mail address of a piece: a name, `@`, and a domain with a dot. A ".", "+" or "-" before the name
 * does not belong to it, and the domain ends before a "+".
 */
function mailIn(piece: string): { at: number; text: string } | undefined {
  let at = 0;
  const sides = piece.split('@');
  for (const [index, side] of sides.entries()) {
    const name = side.replace(/^[.+-]+/, '');
    const [domain = ''] = (sides[index + 1] ?? '').split('+', 1);
    const labels = withoutTail(domain).split('.');
    if (name !== '' && labels.length > 1 && labels.every((label) => label !== '')) {
      return { at: at + side.length - name.length, text: `${name}@${labels.join('.')}` };
    }
    at += side.length + 1;
  }
  return undefined;
}

const punctuation = new Set('.,;:!?');

/** Cuts off final punctuation, which belongs to the sentence. A final ")" is kept if the address has a "(", too. */
function withoutTail(text: string): string {
  const closes = !text.includes('(');
  let end = text.length;
  while (end > 0 && (punctuation.has(text[end - 1]!) || (closes && text[end - 1] === ')'))) end -= 1;
  return text.slice(0, end);
}
