/** Pieces of markup that some parsers and patterns read again and again. */
const pieces = [
  ...['<', '<a', '<a ', '</', '</a', '<!', '<!--', '<!-- ', '-->', '<!-->', '<?', '<![CDATA[', '<!doctype ', '<\n'],
  ...['&', '&amp;', '&#', '&#x', '&lt;', '&notanentity', '&#60;', '>', '"', '\n', '\u0000', '😀', '<😀'],
  ...['<b>', '<b><i>', '</b>', '<b></i>', '<i><b></i>', '<p>', '<p><div>', '</p>', '</p', '</p ', '</li ', '<p/>'],
  ...['<br>', '<br/>', '</br>', '<br', '<br ', '<br x', '<br\t', '<h1>', '<h1></h2>', '<x>', '<x a>', '<q>', '<col>'],
  ...['<td>', '<tr><td>', '<table><tr><td>', '<li>', '<ul><li>', '<li value=2>', '<dt><dd>', '<option>', '<form>'],
  ...['<img src="', '<img src=x>', '<img src="https://a.b/c">', '<img src="data:image/png;base64,AAAA">'],
  ...[
    '<a>',
    '<a><a>',
    '<a href="',
    '<a href="x">',
    '<a href="https://a.b">x</a>',
    '<a title="&quot;">x</a>',
    '<a a=1 ',
  ],
  ...['<b style="', '<b style="color:red;">x</b>', '<img srcset="a 1x,">', ' a', '<a "', "<a '", '<a =', '<a//'],
  ...['<svg>', '<svg><p>', '</svg>', '<svg></svg>', '<svg><foreignObject>', '<math>', '<math><mi>', '<svg><title>'],
  ...['<script>', '<script></script>', '<style>', '<noscript>', '<noscript></b>', '<p><noscript></p>', '<iframe>'],
  ...['<iframe></p>', '<xmp>', '<textarea>', '<title>', '<template>', '<object>', '<select><option>', '<plaintext>'],
];

const openings = [
  '<p>x</p>',
  '<svg>',
  '<noscript>',
  '<iframe>',
  '<textarea>',
  '<!--',
  '<a href="',
  '<a ',
  '<p title="',
];
const endings = ['>', '-->', '</b>', '">', '<p>x</p>'];
const repeated = [
  '<a',
  '<a ',
  '</',
  '<!--',
  '<?',
  '<b>',
  '<img src="',
  '<noscript>',
  '<iframe>',
  '&',
  '<x>',
  '<br',
  '</p',
];

/**
 * Two pieces, each of which fills half of a text. The first opens elements; the second closes these, others, or none.
 */
const halves = [
  ['<b>', '</b>'],
  ['<b>', '</i>'],
  ['<i><b>', '</i>'],
  ['<svg>', '</svg>'],
  ['<x>', '</y>'],
  ['<math>', '</svg>'],
  ['<b>', '<img>'],
  ['<b>', '&lt;'],
  ['<b>', '</p>'],
  ['<svg>', '</p>'],
  ['<div>', '<p></p>'],
] as const;

/** Makes a text of about this many characters. */
type Shape = (length: number) => string;

/** Name → shape of texts whose cost may grow faster than their length. */
export const shapes: ReadonlyMap<string, Shape> = new Map([
  ...pieces.map((piece): [string, Shape] => [JSON.stringify(piece), (length) => filled(piece, length)]),
  ...openings.flatMap((opening) =>
    repeated.map((piece): [string, Shape] => [`${opening} and ${piece}`, (length) => opening + filled(piece, length)]),
  ),
  ...endings.flatMap((ending) =>
    repeated.map((piece): [string, Shape] => [`${piece} and ${ending}`, (length) => filled(piece, length) + ending]),
  ),
  ...halves.map(([one, other]): [string, Shape] => [
    `half ${one}, half ${other}`,
    (length) => filled(one, length / 2) + filled(other, length / 2),
  ]),
  ['a thousand attributes', (length) => `<p${numbered(' a', length)}>`],
  ['a thousand attributes of a link', (length) => `<a${numbered(' a', length)}>`],
  ['an address of comments', (length) => `<a href="${filled('<!---->', length)}">x`],
  ['an address of blanks', (length) => `<a href="h${filled(' ', length)}x">`],
  ['an address of slashes', (length) => `<img src="https://x${filled('/files/', length)}">`],
  ['a long name', (length) => `<${filled('a-', length)}>`],
  ['plain text', (length) => filled('工单 the quick a < b ', length)],
]);

/** Makes dense ordinary HTML, with which the shapes are compared: 5,000 characters hold more than 180 links. */
export function honestHtml(length: number): string {
  let html = '';
  for (let link = 0; html.length < length; link++) html += `<a href="/q?${link}">回复 ${link}</a>\n`;
  return html.slice(0, length);
}

function filled(piece: string, length: number): string {
  return piece.repeat(Math.max(1, Math.floor(length / piece.length)));
}

function numbered(name: string, length: number): string {
  let all = '';
  for (let place = 0; all.length < length; place++) all += name + place.toString(36);
  return all;
}
