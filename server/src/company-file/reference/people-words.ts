import type { AgentEntry, CustomerEntry, GroupEntry } from '../shape.ts';
import { type KeyWords, type SectionWords, words } from './section-words.ts';

const groups: KeyWords<GroupEntry> = {
  groupid: words('客服组编号', 'the id of the group'),
  group_name: words('客服组名称', 'its name'),
};

const agents: KeyWords<AgentEntry> = {
  agentid: words('客服编号', 'the id of the agent'),
  agent_name: words('客服名称', 'the name'),
  agent_nick: words('客户与同事看到的名称', 'the name that customers and colleagues see'),
  agent_email: words('登录用的邮箱，在企业内唯一', 'the e-mail for signing in, unique in the company'),
  face_img: words('头像的地址', 'the address of a picture'),
  role: words('角色：客服、主管或管理员', 'the role'),
  groups: words('所属客服组的编号', 'the ids of the groups to which the agent belongs'),
  skills: words('技能，词语列表', 'skills, in words'),
  active: words('`false` 停用客服并结束其会话', '`false` disables the agent and ends the sessions'),
  on_duty: words('保存但尚未使用', 'stored, but not used yet'),
  password: words(
    '登录密码，至少 10 个字符且不能是常见密码；`show` 不会打印',
    'the password for signing in, at least 10 characters and no common one; `show` never prints it',
  ),
};

const customers: KeyWords<CustomerEntry> = {
  userid: words('客户编号', 'the id of the customer'),
  user_nick: words('昵称', 'the name by which agents know the customer'),
  user_name: words('姓名', 'the full name'),
  user_tels: words('电话，多个用 `,` 连接', 'phones, joined by `,`'),
  user_emails: words('邮箱，多个用 `,` 连接', 'e-mails, joined by `,`'),
  partnerid: words('客户在对接方系统中的编号，在企业内唯一', 'the id in your own system, unique in the company'),
  enterprise_name: words(
    '客户所属的公司，不存在时新建',
    'the enterprise of the customer, which is made if it does not exist',
  ),
  user_level: words('等级', 'the level'),
  vip_level: words('VIP 等级', 'the VIP level'),
  user_status: words('状态', 'the status'),
  user_label: words('标签', 'labels'),
  remark: words('备注', 'a remark'),
  fields: words(
    '客户字段的值，键为 `customer_fields` 的编号；`""` 表示清除',
    'values of the customer’s own fields by the ids of `customer_fields`; `""` clears one',
  ),
};

export const peopleWords = {
  groups: {
    words: words('客服组，工单可以指派给客服组。', 'Groups of agents, to which tickets are assigned.'),
    keys: groups,
    example: [
      { groupid: 'aftersales', group_name: '售后组' },
      { groupid: 'returns', group_name: '退换货组' },
    ],
  },
  agents: {
    words: words('客服，也就是处理工单的人。', 'Agents: the people who answer tickets.'),
    keys: agents,
    example: [
      {
        agentid: 'zhaomin',
        agent_name: 'zhaomin',
        agent_nick: '赵敏',
        agent_email: 'zhaomin@huaxing.example',
        face_img: 'https://huaxing.example/faces/zhaomin.png',
        role: 'admin',
        groups: ['aftersales', 'returns'],
        skills: ['退款'],
        active: true,
        on_duty: true,
        password: 'harbour-lantern-27',
      },
    ],
  },
  customers: {
    words: words(
      '客户。超过几千个客户时请用 `gongdan import customers` 导入。`--prune` 从不删除通过接口创建的客户。',
      'Customers. For more than a few thousand, use `gongdan import customers`. `--prune` never removes customers that calls of the API created.',
    ),
    keys: customers,
    example: [
      {
        userid: 'u1',
        user_nick: '王迅',
        user_name: '王迅',
        user_tels: '18280240680,02885551234',
        user_emails: 'wangxun@example.com',
        partnerid: 'crm-1001',
        enterprise_name: '成都美家酒店',
        user_level: '2',
        vip_level: '1',
        user_status: '0',
        user_label: '批发',
        remark: '下午联系',
        fields: { member: 'gold' },
      },
    ],
  },
} satisfies Readonly<Record<string, SectionWords>>;
