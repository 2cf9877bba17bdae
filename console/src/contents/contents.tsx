import { useMemo } from 'react';
import { ContentsFrame } from './contents-frame.tsx';
import type { TextPart } from './link-parts.ts';
import { plainLines } from './plain-parts.ts';
import './contents.css';

/** What somebody wrote. Text and links are shown as they are, so that most replies cost no frame. */
export function Contents({ html, label }: { html: string; label: string }) {
  const lines = useMemo(() => plainLines(html), [html]);
  return lines === null ? <ContentsFrame html={html} label={label} /> : <PlainContents lines={lines} />;
}

function PlainContents({ lines }: { lines: TextPart[][] }) {
  return (
    <div className="contents-plain">
      {lines.map((line, index) => (
        // Lines of a text that does not change have no other name than their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <p key={index}>{line.length === 0 ? <br /> : line.map(linkOrText)}</p>
      ))}
    </div>
  );
}

function linkOrText(part: TextPart, index: number) {
  if (!part.href) return part.text;
  return (
    <a key={`${index} ${part.href}`} href={part.href} target="_blank" rel="noopener noreferrer">
      {part.text}
    </a>
  );
}
