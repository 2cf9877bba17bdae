import Type, { type TSchema } from 'typebox';
import { words } from '../values.ts';

/**
 * A message in the documented form. `content` is a list, yet one message speaks of one ticket.
 * In the flat form a message is that one ticket alone.
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
