import type { FirstFile } from './values.ts';

/** The first company file in Chinese, with comments. */
export function chineseFile({ companyid, appKey, secret, schema, file }: FirstFile): string {
  return `# yaml-language-server: $schema=${schema}
# 一个企业，由 \`gongdan apply ${file}\` 设置。可以随意修改后再次 apply：没有写出的内容保持不变。
# 全部部分与键见 docs/company-file.zh-CN.md；编辑器识别上面的模式文件后会自动补全。

company:
  # 不要修改编号：换一个编号就是另一个企业。
  companyid: ${companyid}
  name: 我的企业
  timezone: Asia/Shanghai
  language: zh-CN
  settings:
    reopen_on_reply: true # 客户回复会重新打开已关闭的工单

# 对接方签名用的凭证。密钥请保密：拿到它的人可以读写全部工单。
apps:
  - { appid: app-${companyid.slice(0, 8)}, app_key: ${appKey} }

groups:
  - { groupid: support, group_name: 售后组 }
  - { groupid: returns, group_name: 退换货组 }

# 客服用邮箱登录。为管理员设置密码：
#   gongdan user password ${companyid} admin@example.com
agents:
  - agentid: admin
    agent_name: 管理员
    agent_email: admin@example.com
    role: admin # agent 客服，supervisor 主管，admin 管理员
    groups: [support]
  - agentid: xiaoming
    agent_name: 小明
    agent_email: xiaoming@example.com
    groups: [support, returns]

# 工单的自定义字段。类型：1 单行，2 多行，3 日期，5 数值，6 下拉，7 复选，9 级联……
fields:
  - { fieldid: order, field_name: 订单号, field_type: 1, max: 40 }
  - fieldid: reason
    field_name: 原因
    field_type: 6
    fill_flag: true # 必填
    options:
      - { data_name: 损坏, data_value: broken }
      - { data_name: 与描述不符, data_value: other }

# 模板决定一个分类的工单有哪些字段。
templates:
  - { templateid: returns, template_name: 退换货, fields: [order, reason] }

categories:
  - { typeid: question, type_name: 咨询 }
  - typeid: return
    type_name: 退换货
    templateid: returns
    categories:
      - { typeid: refund, type_name: 退款 }
      - { typeid: exchange, type_name: 换货 }

# 工单消息发送到哪里。这里的地址是虚构的，无法访问：请换成自己的地址。
# 接收方用 secret 验证签名，做法见 docs/pushes.zh-CN.md。
pushes:
  - pushid: receiver
    url: https://receiver.example/gongdan
    secret: ${secret}
    events: [created, edited, replied]

# 保存的工单筛选条件，对所有人或一个客服组可见。
views:
  - viewid: urgent
    name: 紧急
    all: [{ field: ticket_level, at_least: 3 }, { field: ticket_status, in: [0, 1, 2] }]
`;
}
