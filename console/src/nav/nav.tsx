import { useState } from 'react';
import { useMedia, widths } from '../ui/media.ts';
import { BottomBar } from './bottom-bar.tsx';
import { SideNav } from './side-nav.tsx';
import './nav.css';

/** The navigation: a side bar, reduced to icons if it is collapsed or the window narrow; on a phone a bottom bar. */
export function Nav() {
  const phone = useMedia(widths.phone);
  const wide = useMedia(widths.wide);
  const [asked, setAsked] = useState<boolean>();
  const open = asked ?? wide;
  return phone ? <BottomBar /> : <SideNav rail={!open} onToggle={() => setAsked(!open)} />;
}
