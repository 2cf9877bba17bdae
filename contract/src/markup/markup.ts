import { hiddenElements, htmlElements } from './html-elements.ts';

export { hiddenElements };

/** A text in which every "<" that begins no markup of HTML is escaped. */
export interface Marked {
  readonly html: string;
  /** False when no markup is left: then line breaks are lines. */
  readonly hasMarkup: boolean;
}

/** Each beginning that a parser of HTML takes for a tag, a comment or a declaration. */
const openings = /<(?:\/?([a-z][^ \t\n\f\r/<>]*)|!(?:--|doctype|\[(?:end)?if)|\?xml:namespace|[/!?])/gi;

/**
 * Escapes what only looks like markup: `Li <li@example.com>`, `List<String>`, `</订单号>`, a tag that never ends. A parser
 * of HTML would drop it. Each character is looked at once or twice, whatever the text is.
 *
 * Safety does not depend on this: the sanitiser reads the result as it would read any text.
 */
export function markedText(content: string): Marked {
  const lastEnd = content.lastIndexOf('>');
  const isHidingForever = unended(content);
  let hasMarkup = false;
  const html = content.replace(openings, (opening: string, name: string | undefined, at: number) => {
    const following = content[at + opening.length];
    const isKnown = name === undefined ? opening.length > 2 : isTag(name, following) && !isHidingForever(opening, at);
    const isMarkup = isKnown && at < lastEnd;
    hasMarkup ||= isMarkup;
    return isMarkup ? opening : `&lt;${opening.slice(1)}`;
  });
  return { html, hasMarkup };
}

function isTag(name: string, following: string | undefined): boolean {
  return following !== '<' && isElement(name.toLowerCase());
}

/** HTML lets authors leave out the end of a head. */
const hiding = new Set(hiddenElements.filter((name) => name !== 'head'));
const ends = /<\/([a-z]+)/gi;

/**
 * Says of an opening whether it begins an element that hides what stands in it and never ends: that is the type in
 * `List<Object>`, and would hide the rest of the text.
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

/** Whether browsers or mail programs know an element of that name, in lower case. */
export function isElement(name: string): boolean {
  return htmlElements.has(name) || office.test(name);
}
