import { useState } from 'react';
import { useMedia, widths } from '../ui/media.ts';
import { BottomBar } from './bottom-bar.tsx';
import { SideNav } from './side-nav.tsx';
import './nav.css';

/** Beside the page: names where there is room or one asks for them, else a rail of icons; on a phone a bar below. */
export function Nav() {
  const phone = useMedia(widths.phone);
  const wide = useMedia(widths.wide);
  const [asked, setAsked] = useState<boolean>();
  const open = asked ?? wide;
  return phone ? <BottomBar /> : <SideNav rail={!open} onToggle={() => setAsked(!open)} />;
}
