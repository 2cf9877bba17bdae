import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** What the window is called while the component is there. */
export function useTitle(text: string): void {
  const { t } = useTranslation();
  const title = `${text} · ${t('app.name')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
