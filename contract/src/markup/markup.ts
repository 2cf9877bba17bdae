import { hiddenElements, htmlElements } from './html-elements.ts';

export { hiddenElements };

/** A text in which every "<" that begins no HTML markup is escaped. */
export interface Marked {
  readonly html: string;
  /** False when the text has no markup. Its line breaks are then shown as line breaks. */
  readonly hasMarkup: boolean;
}

/**
 * Matches every beginning that an HTML parser takes for a tag, a comment or a declaration. Word writes `<![if`, `<![endif`
 * and `<?xml:namespace`.
 */
const openings = /<(?:\/?([a-z][^ \t\n\f\r/<>]*)|!(?:--|doctype|\[(?:end)?if)|\?xml:namespace|[/!?])/gi;

/**
 * Escapes text that only looks like markup, because an HTML parser would drop it: `Li <li@example.com>`,
 * `List<String>`, `</订单号>`, a tag that never ends. Its time is linear in the length of any text.
 *
 * Safety does not depend on this function: the sanitiser reads the result like any other text.
 */
export function markedText(content: string): Marked {
  const lastEnd = content.lastIndexOf('>');
  const isHidingForever = unended(content);
  let hasMarkup = false;
  const html = content.replace(openings, (opening: string, name: string | undefined, at: number) => {
    const following = content[at + opening.length];
    // A bare "</", "<!" or "<?" is text. Longer openings without a name are comments and declarations.
    const isKnown = name === undefined ? opening.length > 2 : isTag(name, following) && !isHidingForever(opening, at);
    const isMarkup = isKnown && at < lastEnd;
    hasMarkup ||= isMarkup;
    return isMarkup ? opening : `&lt;${opening.slice(1)}`;
  });
  return { html, hasMarkup };
}

/** False before another "<": in `<b<i>`, a parser takes `b<i` for the name, which is no element. */
function isTag(name: string, following: string | undefined): boolean {
  return following !== '<' && isElement(name.toLowerCase());
}

/** Elements that hide text until their end tag. `head` is not one of them: HTML lets authors leave out its end tag. */
const hiding = new Set(hiddenElements.filter((name) => name !== 'head'));
const ends = /<\/([a-z]+)/gi;

/**
 * Returns a function that is true for the opening of a hidden element which has no end tag after it. Authors mean such an
 * opening as text, like the type in `List<Object>`. As an element it would hide the rest of the text.
 */
function unended(content: string): (opening: string, at: number) => boolean {
  let lastEnds: Map<string, number> | undefined;
  return (opening, at) => {
    if (!hiding.has(opening.slice(1).toLowerCase())) return false;
    lastEnds ??= new Map(Array.from(content.matchAll(ends), ({ 1: name = '', index }) => [name.toLowerCase(), index]));
    return (lastEnds.get(opening.slice(1).toLowerCase()) ?? -1) < at;
  };
}

/** Word and Outlook put elements of their own into nearly every paragraph: `<o:p></o:p>`. */
const office = /^(?:m|o|v|w|x|st1):[a-z]/;

/** True when browsers or mail programs know an element of this name. The name must be in lower case. */
export function isElement(name: string): boolean {
  return htmlElements.has(name) || office.test(name);
}
