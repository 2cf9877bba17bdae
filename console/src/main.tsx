import './ui/tokens.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { applyAppearance, currentAppearance } from './app/preferences.ts';
import { shieldFromInputMethods } from './keys/composition.ts';
import { initTranslations } from './words/index.ts';

// The shield comes first: a handler added to the window before it would still receive the keys that it stops.
shieldFromInputMethods(window);
initTranslations(currentAppearance().language);
applyAppearance();

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
