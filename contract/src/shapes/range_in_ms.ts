import { words } from '../values.ts';

/** The ends of a range in milliseconds, beside those in text. */
export const startInMs = words(
  '起点的毫秒时间戳，按所在的秒计；与文本同时给出时以此为准',
  'the first moment in milliseconds since 1970, read as the second it lies in; wins over the text',
);

export const endInMs = words(
  '终点的毫秒时间戳，按所在的秒计，含；与文本同时给出时以此为准',
  'the last moment in milliseconds since 1970, read as the second it lies in, inclusive; wins over the text',
);
