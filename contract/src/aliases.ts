/** Other spellings of parameters that clients send, keyed by the name that the endpoints use. */
export const aliases: Readonly<Record<string, readonly string[]>> = {
  ticketid: ['ticket_id', 'ticketId'],
  userid: ['user_id', 'userId'],
  companyid: ['companyId'],
  ticket_code: ['ticketCode'],
  user_emails: ['user_email'],
};
