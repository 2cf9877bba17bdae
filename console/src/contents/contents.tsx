import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ContentsFrame } from './contents-frame.tsx';
import type { TextPart } from './link-parts.ts';
import { plainLines } from './plain-parts.ts';
import './contents.css';

interface ContentsProps {
  readonly html: string;
  readonly label: string;
  /** The source of contents that cannot be shown in any form; null if they can be shown. */
  readonly unshown?: string | null;
  /** The text shown instead of blank contents. */
  readonly blank?: string | undefined;
}

/** Shows contents. Text and links are shown in the page itself, other markup in a frame. Most replies need no frame. */
export function Contents({ html, label, unshown = null, blank }: ContentsProps) {
  const lines = useMemo(() => plainLines(html), [html]);
  if (unshown !== null) return <UnshownContents source={unshown} />;
  if (blank !== undefined && lines?.every(isBlank)) return <p className="contents-unshown">{blank}</p>;
  return lines === null ? <ContentsFrame html={html} label={label} /> : <PlainContents lines={lines} />;
}

function PlainContents({ lines }: { lines: TextPart[][] }) {
  return (
    <div className="contents-plain">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change, and a line has no key but its index
        <p key={index}>{line.length === 0 ? <br /> : line.map(linkOrText)}</p>
      ))}
    </div>
  );
}

function isBlank(line: TextPart[]): boolean {
  return line.every(({ text }) => text.trim() === '');
}

function linkOrText(part: TextPart, index: number) {
  if (!part.href) return part.text;
  return (
    <a key={`${index} ${part.href}`} href={part.href} target="_blank" rel="noopener noreferrer">
      {part.text}
    </a>
  );
}

/** Says that the contents cannot be shown, and offers their source as plain text. */
function UnshownContents({ source }: { source: string }) {
  const { t } = useTranslation();
  return (
    <div className="contents-unshown">
      <p>{t('ticket.unshown')}</p>
      <details>
        <summary>{t('ticket.showSource')}</summary>
        <pre>{source}</pre>
      </details>
    </div>
  );
}
