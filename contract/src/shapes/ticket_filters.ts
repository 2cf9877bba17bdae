import { filter, words } from '../values.ts';

/** The filters of query_tickets and query_tickets_by_update_time. A value that no ticket has finds nothing. */
export const ticketFilters = {
  ticket_status: filter(
    words('状态的编码；只有 98 会列出已删除的工单', 'code of the status; deleted tickets are listed only for 98'),
  ),
  ticket_from: filter(words('来源的编码', 'code of the source')),
  ticket_typeid: filter(words('分类的编号，含其下级分类', 'id of a category; the categories below it are included')),
  userid: filter(words('客户的编号', 'id of the customer')),
  user_partnerid: filter(words('客户的对接编号', 'partner id of the customer')),
  deal_agentid: filter(words('受理客服的编号', 'id of the agent in charge')),
  deal_agent_groupid: filter(words('受理客服组的编号', 'id of the group in charge')),
};
