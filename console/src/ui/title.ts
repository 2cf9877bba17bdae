import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** Sets the title of the window to a text and the name of the app. */
export function useTitle(text: string): void {
  const { t } = useTranslation();
  const title = `${text} · ${t('app.name')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
