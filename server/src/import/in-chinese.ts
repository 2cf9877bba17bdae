/**
 * Returns the Chinese of a text of the API that refuses a parameter. The API's texts are English; a text that the list below
 * does not have stays English.
 */
export function inChinese(text: string): string {
  const found = translations.find(([pattern]) => pattern.test(text));
  return found ? text.replace(...found) : text;
}

const translations: readonly (readonly [RegExp, string])[] = [
  [/^(?:parameter|category|source|status|level|agent) missing$/, '必填，没有值'],
  [/^not of the documented form$/, '格式不对'],
  [/^expected yyyy-MM-dd HH:mm:ss$/, '不是时间，应为 yyyy-MM-dd HH:mm:ss'],
  [/^longer than ([0-9]+) characters$/, '超过 $1 个字符'],
  [/^one is longer than ([0-9]+) characters$/, '其中一个超过 $1 个字符'],
  [/^holds a broken character$/, '含有损坏的字符'],
  [/^not text$/, '不是文本'],
  [/^not a list$/, '不是列表'],
  [/^not an object$/, '不是对象'],
  [/^no such category$/, '没有这个分类'],
  [/^the category has others below it$/, '该分类之下还有分类，只能用末级分类'],
  [/^no such status$/, '没有这个状态'],
  [/^no such level$/, '没有这个优先级'],
  [/^no such group$/, '没有这个客服组'],
  [/^no such agent$/, '没有这个客服'],
  [/^no such customer$/, '没有这个客户'],
  [/^belongs to another customer$/, '属于另一位客户'],
];
