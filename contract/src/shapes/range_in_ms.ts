import { words } from '../values.ts';

/** Descriptions of the start and the end of a range in milliseconds, which calls accept in place of text. */
export const startInMs = words(
  '起点的毫秒时间戳，舍去毫秒部分；与文本形式同时给出时以此为准',
  'start of the range in milliseconds since 1970, rounded down to the second; overrides the text form',
);

export const endInMs = words(
  '终点（含）的毫秒时间戳，舍去毫秒部分；与文本形式同时给出时以此为准',
  'end of the range in milliseconds since 1970, rounded down to the second, inclusive; overrides the text form',
);
