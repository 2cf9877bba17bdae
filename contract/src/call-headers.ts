import Type from 'typebox';
import { words } from './values.ts';

/** Optional headers of every call that changes something. Calls that only read ignore them. */
export const changeHeaders = Type.Object({
  'Idempotency-Key': Type.Optional(
    Type.String({
      maxLength: 255,
      ...words(
        '成功的调用在 24 小时内以同一值重复时不会再次执行，而是得到与第一次相同的答复；失败的调用不记录。每个应用的值互不影响。同一值用于别的调用或别的参数时返回 400014',
        'A successful call that the same app repeats with the same key within 24 hours is not executed again, and gets the answer of the first. Refused calls are not remembered. A key that was used for another call or with other parameters is refused with 400014',
      ),
    }),
  ),
  'gongdan-hop': Type.Optional(
    Type.String({
      pattern: '^[0-9]{1,9}$',
      ...words(
        '由推送引起的调用：该推送的同名请求头。链条满 3 次之后不再推送',
        'For a call that a push caused: the header of the same name of that push. After 3 pushes in a chain no further push is sent',
      ),
    }),
  ),
});
