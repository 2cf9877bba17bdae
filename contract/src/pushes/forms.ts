import Type, { type TSchema } from 'typebox';
import { words } from '../values.ts';

/**
 * Returns the schema of a message in the documented envelope. `content` is a list of exactly one ticket. A push in the
 * flat form sends this ticket without the envelope.
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
