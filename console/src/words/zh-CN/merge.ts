export const merge = {
  title: '工单已被他人修改',
  lead_other: '有 {{count}} 项与您的修改不同，请选择以哪个为准。',
  leadQuiet: '与您的修改没有冲突，看过后可以继续。',
  theirs: '对方的',
  mine: '我的',
  meanwhile: '期间发生了什么',
  unread_other: '更早的 {{count}} 项变更未在此列出，请查看更新日志。',
  back: '返回',
  send: '仍然发送',
  save: '保存',
} as const;
