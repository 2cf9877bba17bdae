export const newTicket = {
  make: 'Make ticket',
  making: 'Making…',
  made: 'Ticket {{number}} made',
} as const;
