export const newTicket = {
  make: '创建工单',
  making: '创建中…',
  made: '工单 {{number}} 已创建',
} as const;
