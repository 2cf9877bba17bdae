export const ui = {
  close: '关闭',
  cancel: '取消',
  save: '保存',
  remove: '删除',
  clear: '清除',
  search: '搜索',
  none: '无',
  nothingFound: '没有结果',
  required: '必填',
  resize: '调整两栏宽度',
  dismiss: '知道了',
  notices: '通知',
} as const;
