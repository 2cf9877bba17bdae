import { consoleEndpoints, streamPath } from '@gongdan/contract/console';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { compress } from './scripts/compress.ts';

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react(), endpoints(), compress()],
  build: {
    target: 'es2023',
    // Nothing inline: the page's policy allows neither inline script nor data: addresses of styles.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Minified, not compressed; scripts/budgets.ts has the bound that counts.
    chunkSizeWarningLimit: 900,
  },
  server: {
    port: 7071,
    proxy: { '/api': { target: process.env.GONGDAN_ORIGIN ?? 'http://127.0.0.1:7070' } },
  },
});

/** Methods and paths of the contract as plain data: the console needs no schema at run time, and thus no TypeBox. */
function endpoints(): Plugin {
  const name = 'virtual:endpoints';
  const table = Object.fromEntries(
    Object.entries(consoleEndpoints).map(([key, { method, path }]) => [key, { method, path }]),
  );
  return {
    name,
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) =>
      id === `\0${name}`
        ? `export const endpoints = ${JSON.stringify(table)};\nexport const streamPath = ${JSON.stringify(streamPath)};`
        : undefined,
  };
}
