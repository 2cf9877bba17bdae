import { readFileSync } from 'node:fs';
import { type Answer, codes, type endpoints } from '@gongdan/contract';
import type { Handler } from './handler.ts';

type Zones = Answer<typeof endpoints.get_timezone>['item'];

let zones: Zones | undefined;

export const get_timezone: Handler<typeof endpoints.get_timezone> = async () => {
  zones ??= JSON.parse(readFileSync(new URL('../../data/timezones.json', import.meta.url), 'utf8')) as Zones;
  // The documented answer of this call has `retCode` and `retMsg`, unlike all other calls.
  return { item: zones, retCode: codes.ok.code, retMsg: codes.ok.text };
};
