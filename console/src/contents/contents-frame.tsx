import { useEffect, useMemo, useRef } from 'react';
import { onKeys } from '../keys/composition.ts';
import { frameCss } from './frame-css.ts';
import { onThemeChange } from './on-theme-change.ts';
import { sanitise } from './sanitise.ts';

/**
 * Shows HTML in a frame without scripts. The frame has the origin of the console, so that the page can measure the
 * frame's contents and set their style. This is safe because the sandbox of the frame runs no script. Links in
 * the frame open new windows, to which the sandbox does not apply.
 */
export function ContentsFrame({ html, label }: { html: string; label: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const page = useMemo(() => `<!doctype html><html><body>${sanitise(html)}</body></html>`, [html]);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let cleanUp: (() => void) | undefined;
    const setUp = () => {
      cleanUp?.();
      cleanUp = setUpFrame(element);
    };
    element.addEventListener('load', setUp);
    // The frame may have been loaded before this effect.
    if (element.contentDocument?.readyState === 'complete') setUp();
    return () => {
      element.removeEventListener('load', setUp);
      cleanUp?.();
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

/**
 * Styles the page in the frame, fits the frame's height to that page, and forwards the key presses in the frame to the
 * page around the frame. The returned function ends this.
 */
function setUpFrame(frame: HTMLIFrameElement): () => void {
  const inside = frame.contentDocument;
  const view = inside?.defaultView as (Window & typeof globalThis) | null | undefined;
  if (!inside || !view || !inside.body) return () => {};
  // The style sheet is made by script: the Content-Security-Policy refuses styles in HTML.
  const sheet = new view.CSSStyleSheet();
  inside.adoptedStyleSheets = [sheet];
  const applyStyle = () => sheet.replaceSync(frameCss(frame));
  const fit = () => {
    frame.style.height = `${Math.ceil(inside.documentElement.getBoundingClientRect().height)}px`;
  };
  applyStyle();
  fit();
  const observer = new ResizeObserver(fit);
  observer.observe(inside.documentElement);
  // `dispatchEvent` returns false if a shortcut handled the copy; the original must then do nothing either.
  const forward = (event: KeyboardEvent) => frame.dispatchEvent(copyOf(event)) || event.preventDefault();
  const stopKeys = onKeys(inside, forward);
  const stopTheme = onThemeChange(applyStyle);
  return () => {
    observer.disconnect();
    stopKeys();
    stopTheme();
  };
}

/**
 * Copies a key press in the frame. Shortcuts listen in the page around the frame, and an event that is being dispatched
 * in the frame cannot be dispatched again.
 */
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
