import Type from 'typebox';
import { words } from '../values.ts';

/** The headers of a push that say something about its message. The two of the signature come with a secret only. */
export const pushHeaders = Type.Object({
  'webhook-id': Type.String({
    pattern: '^[0-9a-f]{32}$',
    ...words(
      '消息的编号，每次尝试与重放都相同；按它去重',
      'id of the message, the same in every attempt and replay; recognise duplicates by it',
    ),
  }),
  'webhook-timestamp': Type.Optional(
    Type.String({
      pattern: '^[0-9]+$',
      ...words('本次尝试的发送时刻，自 1970 年起的秒数', 'when this attempt was sent, in seconds since 1970'),
    }),
  ),
  'webhook-signature': Type.Optional(
    Type.String({
      pattern: '^v1,[A-Za-z0-9+/]{43}=( v1,[A-Za-z0-9+/]{43}=)?$',
      ...words(
        'Standard Webhooks 签名 v1,…；更换密钥后的 24 小时内有两个，以空格分隔',
        'signature v1,… of Standard Webhooks; two, separated by a blank, for 24 hours after the secret was changed',
      ),
    }),
  ),
  'gongdan-attempt': Type.String({
    pattern: '^[1-9][0-9]*$',
    ...words('第几次尝试，从 1 开始', 'number of the attempt, from 1'),
  }),
  'gongdan-hop': Type.String({
    pattern: '^[1-9][0-9]*$',
    ...words(
      '链条里的第几次推送，从 1 开始；请原样带到由它引起的调用上',
      'number of the push in its chain, from 1; pass it on to the calls that the push causes',
    ),
  }),
});
