import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { oneItem } from '../envelope.ts';
import { id, words } from '../values.ts';

export const get_token = endpoint({
  name: 'get_token',
  method: 'GET',
  path: '/api/get_token',
  access: 'public',
  reads: true,
  parameters: Type.Object({
    appid: id(words('接口凭据的编号', 'id of the app credential')),
    create_time: id({
      pattern: '^-?[0-9]+$',
      malformed: 'time_malformed',
      ...words('签名时刻的 Unix 时间戳，秒或毫秒', 'time of signing, as Unix time in seconds or milliseconds'),
    }),
    sign: id(
      words(
        'md5(appid + create_time + app_key)，十六进制，大小写均可',
        'md5(appid + create_time + app_key) as hex digits, in upper or lower case',
      ),
    ),
  }),
  answer: oneItem(
    Type.Object(
      {
        token: Type.String(words('令牌，32 个十六进制字符', 'token of 32 hex characters')),
        expires_in: Type.String(words('有效期，秒', 'lifetime in seconds')),
      },
      { additionalProperties: false },
    ),
  ),
  title: { zh: '获取令牌', en: 'Get a token' },
  description: {
    zh: '用签名换取新的令牌。已有的令牌在各自到期前继续有效；但一个 appid 最多有 100 个有效令牌（可用企业文件的 live_tokens 调整），超出时最早的令牌先失效。',
    en: 'Exchanges a signature for a new token. Earlier tokens stay valid until they expire, but an app has at most 100 valid tokens (live_tokens of the company file): beyond that, the oldest ends first.',
  },
  problems: ['time_malformed', 'app_unknown', 'signature_wrong', 'api_not_licensed'],
});
