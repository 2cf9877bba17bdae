import { filter, words } from '../values.ts';

/** The filters of both lists of tickets. A value that no ticket has finds nothing. */
export const ticketFilters = {
  ticket_status: filter(words('状态的编码；98 才列出已删除的', 'code of the status; only 98 lists deleted tickets')),
  ticket_from: filter(words('来源的编码', 'code of the source')),
  ticket_typeid: filter(words('分类的编号，含其下级', 'id of a category; those below it count too')),
  userid: filter(words('客户的编号', 'id of the customer')),
  user_partnerid: filter(words('客户的对接编号', 'partner id of the customer')),
  deal_agentid: filter(words('受理坐席的编号', 'id of the agent in charge')),
  deal_agent_groupid: filter(words('受理技能组的编号', 'id of the group in charge')),
};
