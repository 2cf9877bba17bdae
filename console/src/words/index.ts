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

/** Both languages are in the first load, so that switching is at once and works without the server. */
export function openWords(language: Language): void {
  i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  setLanguage(language);
}

/** Changes every word on the page; `lang` decides which glyphs a browser draws for shared characters. */
export function setLanguage(language: Language): void {
  if (i18next.language !== language) i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'zh-CN';
}

/** What the browser asks for, until a person has chosen. */
export function preferredLanguage(): Language {
  const first = navigator.languages.find((tag) => /^(zh|en)\b/i.test(tag)) ?? 'zh-CN';
  return first.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}
