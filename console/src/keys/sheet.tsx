import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setSingleKeys, useSingleKeys } from '../app/preferences.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Checkbox } from '../ui/fields.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { actionNames, groupNames } from './names.ts';
import { useShortcut } from './registry.ts';
import { shortcutNames, shortcutOf } from './table.ts';
import './sheet.css';

const groups = ['list', 'ticket', 'go', 'app'] as const;

/** Lists every shortcut, with the switch for single-key shortcuts. */
export function ShortcutSheet() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const singleKeys = useSingleKeys();
  useShortcut('sheet', () => setOpen(true));
  const foot = (
    <label className="menu-label" htmlFor="single-keys">
      <Checkbox id="single-keys" checked={singleKeys} onChange={(event) => setSingleKeys(event.target.checked)} />{' '}
      {t('app.singleKeys')}
    </label>
  );
  return (
    <Dialog open={open} onClose={() => setOpen(false)} title={t('keys.title')} wide foot={foot}>
      <div className="sheet">
        {groups.map((group) => (
          <section key={group}>
            <h3>{t(groupNames[group])}</h3>
            {shortcutNames
              .filter((name) => shortcutOf(name).group === group)
              .map((name) => (
                <div key={name} className="sheet-row">
                  <span>{t(actionNames[name])}</span>
                  <Kbd keys={shortcutOf(name).keys} />
                </div>
              ))}
          </section>
        ))}
      </div>
    </Dialog>
  );
}
