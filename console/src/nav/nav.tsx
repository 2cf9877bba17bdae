import { useState } from 'react';
import { mediaQueries, useMedia } from '../ui/media.ts';
import { BottomBar } from './bottom-bar.tsx';
import { SideNav } from './side-nav.tsx';
import './nav.css';

/** The navigation: a side bar, reduced to icons if it is collapsed or the window narrow; on a phone a bottom bar. */
export function Nav() {
  const phone = useMedia(mediaQueries.phone);
  const wide = useMedia(mediaQueries.wide);
  const [asked, setAsked] = useState<boolean>();
  const open = asked ?? wide;
  return phone ? <BottomBar /> : <SideNav rail={!open} onToggle={() => setAsked(!open)} />;
}
