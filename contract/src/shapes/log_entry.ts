import Type from 'typebox';
import { words } from '../values.ts';

/** One entry of a ticket's update log. */
export const logEntry = Type.Object(
  {
    update_title: Type.String(
      words(
        '操作标题：工单创建、工单更新、工单催单、工单评价、工单删除',
        'what was done: 工单创建 created, 工单更新 updated, 工单催单 reminded, 工单评价 evaluated, 工单删除 deleted',
      ),
    ),
    update_contents: Type.String(
      words('变动内容，JSON 文本：项目到新值', 'what changed: JSON text of an object, label to new value'),
    ),
    log_from: Type.String(
      words(
        '途径：1 页面或接口，2 触发器，3 自动化任务，4 机器人规则，5 工单机器人，6 系统',
        'origin: 1 page or API, 2 trigger, 3 automation, 4 robot rule, 5 robot, 6 system',
      ),
    ),
    update_datetime: Type.String(words('操作时间', 'time of the event')),
    start_type: Type.String(
      words(
        '操作人：0 客服，1 客户，2 触发器，3 工单机器人，4 机器人规则，5 系统，6 自动化任务',
        'actor: 0 agent, 1 customer, 2 trigger, 3 robot, 4 robot rule, 5 system, 6 automation',
      ),
    ),
    update_agent_id: Type.String(words('操作人编号', 'id of the actor')),
    update_agent_name: Type.String(words('操作人名称', 'name of the actor')),
    face_img: Type.String(words('操作人头像', 'portrait of the actor')),
  },
  { additionalProperties: false },
);
