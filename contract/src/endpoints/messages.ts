import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { envelope } from '../envelope.ts';
import { reminderMessage } from '../pushes/reminder_message.ts';
import { ticketMessage } from '../pushes/ticket_message.ts';
import { integer, text, words } from '../values.ts';

const pastMessage = Type.Object(
  {
    messageid: Type.String(
      words('消息编号，与推送头 webhook-id 相同', 'id of the message, equal to the header webhook-id of its push'),
    ),
    cursor: Type.String(words('此消息的位置', 'position of the message')),
    event: Type.String(words('事件种类', 'kind of event')),
    create_datetime: Type.String(words('事件发生的时间', 'time of the event')),
    content: Type.Union(
      [ticketMessage, reminderMessage],
      words('消息内容，与平铺式推送相同', 'the content, as a push in the flat form has it'),
    ),
  },
  { additionalProperties: false },
);

/** A call of our own, which the API's document does not have. A receiver that was down fetches the missed messages by it. */
export const messages = endpoint({
  name: 'messages',
  method: 'GET',
  path: '/api/gongdan/1/messages',
  access: 'token',
  reads: true,
  parameters: Type.Object({
    after: Type.Optional(
      text(15, {
        pattern: '^[0-9]{1,15}$',
        ...words(
          '上次得到的 next_cursor；不给则从最早的开始',
          'next_cursor of the last call; without it, the earliest messages are returned',
        ),
      }),
    ),
    limit: Type.Optional(
      integer({
        lenient: true,
        ...words('条数，默认 100，最多 200', 'number of messages, 100 by default, at most 200'),
      }),
    ),
  }),
  answer: envelope({
    items: Type.Array(pastMessage),
    next_cursor: Type.String(words('下次调用的 after', 'value of after for the next call')),
  }),
  title: { zh: '补取消息', en: 'Catch up with messages' },
  description: {
    zh: '按顺序返回某个位置之后的消息；内容已清除的消息不在其中。消息保留三十天。',
    en: 'Returns the messages after a position, in order. Messages whose contents were erased are left out. Messages are kept for thirty days.',
  },
  problems: [],
});
