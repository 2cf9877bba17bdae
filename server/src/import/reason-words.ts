import type { Words } from '@gongdan/contract';

/**
 * Says the reason of a refused row in both languages. Reasons are texts of the API, which are English. A reason that the list
 * below does not have stays English in Chinese, too.
 */
export function reasonWords(reason: string): Words {
  const [column, rest] = cut(reason, /^[a-z_]{1,40}$/);
  // Faults of custom fields name the field by its id and its name.
  const [field, why] = cut(rest, /^[\w-]{1,64} \S/);
  const found = translations.find(([pattern]) => pattern.test(why));
  return { zh: found ? `${column}${field}${why.replace(...found)}` : reason, en: reason };
}

/** Cuts off the beginning of a text up to a colon, when it has the form. Returns it with a Chinese colon. */
function cut(text: string, form: RegExp): readonly [string, string] {
  const end = text.indexOf(': ');
  const beginning = text.slice(0, Math.max(end, 0));
  return form.test(beginning) ? [`${beginning}：`, text.slice(end + 2)] : ['', text];
}

const translations: readonly (readonly [RegExp, string])[] = [
  [/^(?:parameter|category|source|status|level|agent) missing$/, '必填，没有值'],
  [/^required$/, '必填，没有值'],
  [/^not of the documented form$/, '格式不对'],
  [/^expected yyyy-MM-dd HH:mm:ss$/, '不是时间，应为 yyyy-MM-dd HH:mm:ss'],
  [/^(.+) does not exist$/s, '$1 不存在'],
  [/^(.+) was shortened by a spreadsheet$/s, '$1 已被电子表格改短'],
  [/^longer than ([0-9]+) characters$/, '超过 $1 个字符'],
  [/^one is longer than ([0-9]+) characters$/, '其中一个超过 $1 个字符'],
  [/^holds a broken character$/, '含有损坏的字符'],
  [/^not text$/, '不是文本'],
  [/^not a list$/, '不是列表'],
  [/^not an object$/, '不是对象'],
  [/^no such category$/, '没有这个分类'],
  [/^the category has others below it$/, '该分类之下还有分类，只能用末级分类'],
  [/^no such status$/, '没有这个状态'],
  [/^no status has the name (.+)$/s, '没有名为 $1 的状态'],
  [/^no such level$/, '没有这个优先级'],
  [/^no level has the name (.+)$/s, '没有名为 $1 的优先级'],
  [/^no source has the name (.+)$/s, '没有名为 $1 的来源'],
  [/^no such group$/, '没有这个客服组'],
  [/^no such agent$/, '没有这个客服'],
  [/^no such customer$/, '没有这个客户'],
  [/^neither a customer nor create_agentid$/, '既没有客户，也没有 create_agentid'],
  [/^lies ahead$/, '在将来'],
  [/^before create_datetime$/, '早于 create_datetime'],
  [/^is taken$/, '已被占用'],
  [/^belongs to another customer$/, '属于另一位客户'],
  [/^is another customer's$/, '属于另一位客户'],
  [/^is the same as an earlier row of this file$/, '与本文件前面的一行相同'],
  [/^is that of an earlier row of this file$/, '与本文件前面一行的相同'],
  [/^is given beside (\S+)$/, '与 $1 重复给出'],
  [/^is the name of several, give the id of one/, '有多项同名，请写其中一项的编号'],
  [/^no option (.*)$/s, '没有选项 $1'],
  [/^names no option$/, '没有任何选项'],
  [/^(.+) has options below it$/s, '$1 之下还有选项，只能用末级选项'],
  [/^(\S+) is no field of this category's template$/, '$1 不是该分类的模板中的字段'],
  [/^no such path of regions$/, '没有这样的地区'],
  [/^not a date yyyy-MM-dd$/, '不是日期 yyyy-MM-dd'],
  [/^not a time HH:mm$/, '不是时间 HH:mm'],
  [/^not a date and time yyyy-MM-dd HH:mm:ss$/, '不是日期与时间 yyyy-MM-dd HH:mm:ss'],
  [/^not a number$/, '不是数字'],
  [/^less than (\S+)$/, '小于 $1'],
  [/^more than (\S+)$/, '大于 $1'],
  [/^too long$/, '太长'],
  [/^too short$/, '太短'],
  [/^has ([0-9]+) values for ([0-9]+) columns$/, '有 $1 个值，而列有 $2 个'],
  [/^has a value in column ([0-9]+), which has no name$/, '第 $1 列没有列名，却有值'],
  [/^names (.+) twice$/s, '有两个 $1'],
  [/^is not JSON$/, '不是 JSON'],
  [/^is not an object$/, '不是 JSON 对象'],
  [/^holds a number that cannot be kept exactly$/, '含有无法精确保存的数字'],
];
