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
    // Nothing is inlined: the page's Content-Security-Policy allows neither inline scripts nor styles in data: URLs.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // In KB, minified but not compressed. scripts/budgets.ts checks the compressed size of the first load.
    chunkSizeWarningLimit: 900,
  },
  server: {
    port: 7071,
    proxy: { '/api': { target: process.env.GONGDAN_ORIGIN ?? 'http://127.0.0.1:7070' } },
  },
});

/** Provides the contract's methods and paths as plain data, so that the bundle holds neither schemas nor TypeBox. */
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
