import type { Words } from '@gongdan/contract';

/**
 * Gives an English text of the domain its Chinese. The text is that of a Problem: the name of a field, a colon, and why
 * its value does not fit. Unknown texts stay English.
 */
export function domainWords(en: string): Words {
  const at = en.lastIndexOf(': ');
  const why = en.slice(at + 2);
  const known = chinese.find(([pattern]) => pattern.test(why));
  return { en, zh: at < 0 || !known ? en : `${en.slice(0, at)}：${why.replace(known[0], known[1])}` };
}

const chinese: readonly (readonly [RegExp, string])[] = [
  [/^not a date yyyy-MM-dd$/, '不是 yyyy-MM-dd 形式的日期'],
  [/^not a time HH:mm$/, '不是 HH:mm 形式的时间'],
  [/^not a date and time yyyy-MM-dd HH:mm:ss$/, '不是 yyyy-MM-dd HH:mm:ss 形式的日期加时间'],
  [/^not a number$/, '不是数字'],
  [/^less than (\S+)$/, '小于 $1'],
  [/^more than (\S+)$/, '大于 $1'],
  [/^names no option$/, '没有给出选项'],
  [/^no option (.+)$/, '没有选项 $1'],
  [/^(\S+) has options below it$/, '$1 下面还有选项，请选末级'],
  [/^too long$/, '过长'],
  [/^too short$/, '过短'],
  [/^required$/, '必填'],
];
