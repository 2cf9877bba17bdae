import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en/index.ts';
import type { Language } from './language.ts';
import { zhCN } from './zh-CN/index.ts';

export type { Language } from './language.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** Sets up the translations. Both languages are in the first load, so that switching needs no request. */
export function initTranslations(language: Language): void {
  i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  setLanguage(language);
}

/** Changes the language of the page. `lang` also decides which glyphs a browser draws for Han characters. */
export function setLanguage(language: Language): void {
  if (i18next.language !== language) i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'zh-CN';
}

/**
 * Returns the first of the browser's languages that the console has; Chinese if it has none of them. It is used until
 * the agent chooses a language.
 */
export function preferredLanguage(): Language {
  const first = navigator.languages.find((tag) => /^(zh|en)\b/i.test(tag)) ?? 'zh-CN';
  return first.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}
