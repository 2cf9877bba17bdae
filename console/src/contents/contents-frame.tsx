import { useEffect, useMemo, useRef } from 'react';
import { hearKeys } from '../keys/composition.ts';
import { frameCss } from './frame-css.ts';
import { onThemeChange } from './on-theme-change.ts';
import { sanitise } from './sanitise.ts';

/**
 * HTML in a frame without scripts. It has our origin, so that its height can be measured and its looks set from here;
 * nothing in it can use that, for nothing in it runs.
 */
export function ContentsFrame({ html, label }: { html: string; label: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const page = useMemo(() => `<!doctype html><html><body>${sanitise(html)}</body></html>`, [html]);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let leave: (() => void) | undefined;
    const enter = () => {
      leave?.();
      leave = furnish(element);
    };
    element.addEventListener('load', enter);
    if (element.contentDocument?.readyState === 'complete') enter();
    return () => {
      element.removeEventListener('load', enter);
      leave?.();
    };
  }, []);
  return (
    <iframe
      ref={frame}
      className="contents-frame"
      title={label}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      srcDoc={page}
    />
  );
}

/** Gives the page within its looks and the frame its height, and keeps both right. Answers how to stop. */
function furnish(frame: HTMLIFrameElement): () => void {
  const inside = frame.contentDocument;
  const view = inside?.defaultView as (Window & typeof globalThis) | null | undefined;
  if (!inside || !view || !inside.body) return () => {};
  // Made by script, because the page's policy takes no style that stands in HTML.
  const sheet = new view.CSSStyleSheet();
  inside.adoptedStyleSheets = [sheet];
  const dress = () => sheet.replaceSync(frameCss(frame));
  const fit = () => {
    frame.style.height = `${Math.ceil(inside.documentElement.getBoundingClientRect().height)}px`;
  };
  dress();
  fit();
  const growing = new ResizeObserver(fit);
  growing.observe(inside.documentElement);
  const pass = (event: KeyboardEvent) => frame.dispatchEvent(copyOf(event)) || event.preventDefault();
  const stopKeys = hearKeys(inside, pass);
  const stop = onThemeChange(dress);
  return () => {
    growing.disconnect();
    stopKeys();
    stop();
  };
}

/** Keys pressed within reach the shortcuts outside. */
function copyOf({ key, code, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): KeyboardEvent {
  return new KeyboardEvent('keydown', {
    key,
    code,
    ctrlKey,
    metaKey,
    shiftKey,
    altKey,
    bubbles: true,
    cancelable: true,
  });
}
