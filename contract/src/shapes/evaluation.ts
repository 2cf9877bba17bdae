import Type from 'typebox';
import { words } from '../values.ts';

/** The evaluation of a ticket. While there is none, all three keys are absent. */
export const evaluation = {
  evaluation_datetime: Type.Optional(Type.String(words('评价时间', 'when the ticket was evaluated'))),
  score: Type.Optional(Type.Integer(words('评分，1 至 5 星', 'one to five stars'))),
  remark: Type.Optional(Type.String(words('评语', 'remark of the customer'))),
};
