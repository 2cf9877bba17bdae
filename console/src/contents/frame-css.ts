/** Returns the style sheet for contents in a frame, with the font and colours that the frame inherits. */
export function frameCss(frame: HTMLElement): string {
  const style = getComputedStyle(frame);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return `
:root { color-scheme: ${style.colorScheme || 'normal'}; color: ${style.color}; background: transparent;
  font: ${style.fontSize} / ${style.lineHeight} ${style.fontFamily}; overflow: auto hidden; }
body { margin: 0; overflow-wrap: anywhere; }
body > :first-child { margin-top: 0; } body > :last-child { margin-bottom: 0; }
p, ul, ol, blockquote, pre, table, figure { margin: 0 0 .6em; }
h1, h2, h3, h4, h5, h6 { font-size: 1.08em; margin: .8em 0 .4em; }
a[href] { color: ${token('--accent')}; }
img { max-width: 100%; height: auto; }
blockquote { margin-inline: 0; padding-inline-start: .8em; border-inline-start: 2px solid ${token('--line')};
  color: ${token('--text-soft')}; }
pre, code, kbd, samp { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .92em; }
pre { overflow-x: auto; }
table { border-collapse: collapse; } td, th { border: 1px solid ${token('--line')}; padding: .25em .5em; }
hr { border: 0; border-top: 1px solid ${token('--line')}; }
:focus-visible { outline: 2px solid ${token('--accent')}; outline-offset: 1px; }
`;
}
