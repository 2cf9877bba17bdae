// Runs before the first paint, so that nobody who chose dark sees a white page first. See src/app/preferences.ts.
(() => {
  try {
    const kept = JSON.parse(localStorage.getItem('gongdan.looks') ?? '{}');
    if (kept.theme === 'light' || kept.theme === 'dark') document.documentElement.dataset.theme = kept.theme;
  } catch {
    // A browser that keeps nothing shows what the system prefers.
  }
})();
