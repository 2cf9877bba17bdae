import Type from 'typebox';
import { words } from '../values.ts';

/** The answer that receivers are asked to give. The API's document spells its keys `retCode`, unlike `ret_code` of calls. */
export const acknowledgement = Type.Object({
  data: Type.Object({
    receiveTime: Type.String(words('接收时刻，yyyyMMddHHmmss', 'time of receipt, yyyyMMddHHmmss')),
  }),
  retCode: Type.String(words('000000 表示已接收', '000000: received')),
  retMsg: Type.String(words('说明，任意', 'any text')),
});
