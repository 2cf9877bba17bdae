import Type, { type TSchema } from 'typebox';
import { words } from '../values.ts';

/**
 * Returns a message in the documented envelope. `content` is a list, but a message always has exactly one ticket.
 * The flat form of a message is that ticket alone.
 */
export function envelopeForm<Content extends TSchema>(content: Content) {
  return Type.Object(
    {
      sys_code: Type.Literal('4', words('产品编码', 'code of the product')),
      type: Type.Literal('ticket', words('消息类型', 'kind of message')),
      content: Type.Array(content, { minItems: 1, maxItems: 1 }),
    },
    { additionalProperties: false },
  );
}
