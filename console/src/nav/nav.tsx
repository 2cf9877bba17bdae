import { useState } from 'react';
import { mediaQueries, useMedia } from '../ui/media.ts';
import { BottomBar } from './bottom-bar.tsx';
import { SideNav } from './side-nav.tsx';
import './nav.css';

/**
 * The navigation: on a phone a bottom bar, otherwise a side bar. In a narrow window the side bar shows only icons until
 * the agent toggles it.
 */
export function Nav() {
  const phone = useMedia(mediaQueries.phone);
  const wide = useMedia(mediaQueries.wide);
  // Undefined until the agent opens or collapses the side bar.
  const [toggled, setToggled] = useState<boolean>();
  const open = toggled ?? wide;
  return phone ? <BottomBar /> : <SideNav collapsed={!open} onToggle={() => setToggled(!open)} />;
}
