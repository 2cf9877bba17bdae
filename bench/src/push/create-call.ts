import { Agent, request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import { freshToken } from '../answers.ts';
import { tokenCalls } from '../calls.ts';
import { request } from '../requests.ts';
import { app, companyId } from './installation.ts';

const path = '/api/ws/5/ticket/save_user_ticket';

const body = JSON.stringify({
  companyid: companyId,
  userid: 'u1',
  ticket_title: '申请退款',
  ticket_content: '<p>收到后发现尺寸不合适,申请七天无理由退款,请告知退货地址。</p>'.repeat(4),
  ticket_typeid: 'refund',
  ticket_from: '4',
});

/** Returns a whole HTTP request that creates a ticket. */
export async function createCall(port: number): Promise<string> {
  return request('POST', path, await tokenOf(port), body);
}

/** Returns a function that creates a ticket over one of 16 connections, and tries again when the server refuses it. */
export async function ticketOpener(port: number): Promise<() => Promise<void>> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const headers = { token: await tokenOf(port), 'content-type': 'application/json' };
  return async function open(): Promise<void> {
    const answer = await new Promise<string>((resolve, reject) => {
      const call = send({ port, path, method: 'POST', agent, headers }, (response) => resolve(text(response)));
      call.on('error', reject).end(body);
    });
    if (!answer.includes('"ret_code":"000000"')) await open();
  };
}

function tokenOf(port: number): Promise<string> {
  return freshToken(port, tokenCalls(app, Date.now())[0]!);
}
