// Runs before the first paint, so that the page does not flash white in dark mode. See src/app/preferences.ts.
(() => {
  try {
    const kept = JSON.parse(localStorage.getItem('gongdan.looks') ?? '{}');
    if (kept.theme === 'light' || kept.theme === 'dark') document.documentElement.dataset.theme = kept.theme;
  } catch {
    // Without localStorage the page follows the system's theme.
  }
})();
