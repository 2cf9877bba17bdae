import { isIP } from 'node:net';
import type { Words } from '@gongdan/contract';

/** A kind of setting: parses its text and shows its value. */
export interface Kind<Value> {
  /** The form of a value in words, for error texts and docs/config.md. */
  readonly form: Words;
  /** The values that it may have, when they can be listed. */
  readonly choices?: readonly string[];
  /** Set when a shell can complete the value. */
  readonly completes?: 'folders';
  /** Returns undefined when the text does not have the form. */
  parse(text: string): Value | undefined;
  show(value: Value): string;
}

export const text: Kind<string> = { form: { zh: '文本', en: 'text' }, parse: (given) => given, show: (value) => value };

/** A text that is never shown. */
export const password: Kind<string> = { ...text, show: () => '(secret)' };

export const folder: Kind<string> = { ...text, completes: 'folders', form: { zh: '文件夹', en: 'a folder' } };

export const flag: Kind<boolean> = {
  choices: ['true', 'false'],
  form: { zh: 'true 或 false', en: 'true or false' },
  parse: (given) => ({ true: true, 1: true, yes: true, false: false, 0: false, no: false })[given.toLowerCase()],
  show: String,
};

export function integer(least: number, most: number): Kind<number> {
  return {
    form: { zh: `${least} 到 ${most} 的整数`, en: `an integer from ${least} to ${most}` },
    parse: (given) => {
      const value = /^[0-9]{1,15}$/.test(given) ? Number(given) : Number.NaN;
      return value >= least && value <= most ? value : undefined;
    },
    show: String,
  };
}

export function choice<const Choice extends string>(...choices: readonly Choice[]): Kind<Choice> {
  return {
    choices,
    form: { zh: `${choices.join('、')} 之一`, en: `one of ${choices.join(', ')}` },
    parse: (given) => choices.find((one) => one === given),
    show: (value) => value,
  };
}

/** Milliseconds; written as `15m`. */
export const duration: Kind<number> = {
  form: { zh: '时长，例如 500ms、30s、15m、24h、7d', en: 'a duration such as 500ms, 30s, 15m, 24h or 7d' },
  parse: (given) => scaled(given, { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }),
  show: (value) => unscaled(value, { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 }),
};

/** Bytes; written as `20MiB`. */
export const size: Kind<number> = {
  form: { zh: '大小，例如 1024、512KiB、20MiB、1GiB', en: 'a size such as 1024, 512KiB, 20MiB or 1GiB' },
  parse: (given) => scaled(given, { '': 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 }),
  show: (value) => unscaled(value, { GiB: 1024 ** 3, MiB: 1024 ** 2, KiB: 1024, '': 1 }),
};

/** A span of the day in whole hours, from `from` (0 to 23) up to `until` (0 to 24); it may cross midnight. */
export interface Hours {
  readonly from: number;
  readonly until: number;
}

/** Written as `2-5`, or as `3` for that hour alone. */
export const hours: Kind<Hours> = {
  form: {
    zh: '一天中的某个小时，例如 3，或一段时间，例如 2-5、22-4',
    en: 'an hour of the day such as 3, or a range such as 2-5 or 22-4',
  },
  parse: (given) => {
    const [, first = '', second] = /^([0-9]{1,2})(?: ?- ?([0-9]{1,2}))?$/.exec(given) ?? [];
    const from = Number(first);
    const until = second === undefined ? from + 1 : Number(second);
    return first === '' || from > 23 || until > 24 || from === until ? undefined : { from, until };
  },
  show: ({ from, until }) => `${from}-${until}`,
};

/** True when the hour of the day, 0 to 23, lies in the span. */
export function holdsHour({ from, until }: Hours, hour: number): boolean {
  return from < until ? from <= hour && hour < until : from <= hour || hour < until;
}

/** An http(s) address; slashes at its end are dropped. */
export const webUrl: Kind<string> = {
  form: { zh: '以 http:// 或 https:// 开头、不带查询参数的地址', en: 'an http:// or https:// address without query' },
  parse: (given) => {
    const url = URL.parse(given);
    const plain = url && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '';
    if (!plain) return undefined;
    let end = given.length;
    while (given[end - 1] === '/') end -= 1;
    return given.slice(0, end);
  },
  show: (value) => value,
};

/** The address of a store or service; shown without its password and without secrets in its query. */
export function serviceUrl(...schemes: readonly string[]): Kind<string> {
  return {
    form: { zh: addressesOf(schemes).join(' 或 '), en: addressesOf(schemes).join(' or ') },
    parse: (given) => {
      const url = URL.parse(given);
      return url && schemes.includes(url.protocol.slice(0, -1)) ? given : undefined;
    },
    show: withoutPassword,
  };
}

function addressesOf(schemes: readonly string[]): string[] {
  return schemes.map((scheme) => `${scheme}://…`);
}

/** Addresses and networks separated by commas: `127.0.0.0/8, ::1`. */
export const networks: Kind<readonly string[]> = {
  form: { zh: '以逗号分隔的网段，例如 10.0.0.0/8, ::1', en: 'networks such as 10.0.0.0/8, ::1 separated by commas' },
  parse: (given) => {
    const list = given.split(',').map((entry) => entry.trim());
    return list.every(isNetwork) ? list : undefined;
  },
  show: (value) => value.join(', '),
};

/** 32 bytes; never shown. */
export const key: Kind<Buffer> = {
  form: { zh: '64 位十六进制数字', en: '64 hex digits' },
  parse: (given) => (/^[0-9a-f]{64}$/i.test(given) ? Buffer.from(given, 'hex') : undefined),
  show: () => '(secret)',
};

function scaled(given: string, units: Readonly<Record<string, number>>): number | undefined {
  const [, digits = '', unit = ''] = /^([0-9]{1,12}) ?([A-Za-z]*)$/.exec(given) ?? [];
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  return digits === '' || factor === undefined ? undefined : Number(digits) * factor;
}

function unscaled(value: number, unitsFromLargest: Readonly<Record<string, number>>): string {
  for (const [unit, factor] of Object.entries(unitsFromLargest)) {
    if (value >= factor && value % factor === 0) return `${value / factor}${unit}`;
  }
  return String(value);
}

function isNetwork(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^[0-9]{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

function withoutPassword(address: string): string {
  const url = URL.parse(address);
  if (!url) return '(secret)';
  if (url.password !== '') url.password = '***';
  for (const name of url.searchParams.keys()) {
    if (/password|secret|key/i.test(name)) url.searchParams.set(name, '***');
  }
  return url.href;
}
