#!/usr/bin/env node
// Plain JavaScript that any Node can parse, so that an old Node prints a sentence instead of a syntax error.
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';

const wanted = 24;

if (Number(process.versions.node.split('.')[0]) < wanted) {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const chinese = /^zh/i.test(LC_ALL || LC_MESSAGES || LANG || '');
  console.error(
    chinese
      ? `gongdan 需要 Node ${wanted} 或更高版本，当前是 ${process.version}。`
      : `gongdan needs Node ${wanted} or newer; this is ${process.version}.`,
  );
  process.exit(1);
}
nodeModule.enableCompileCache();
// A checkout has the sources, a published package only the JavaScript made of them.
const source = new URL('../src/main.ts', import.meta.url);
const compiled = new URL('../dist/main.js', import.meta.url);
const { main } = await import(existsSync(source) ? source.href : compiled.href);
await main(process.argv);
