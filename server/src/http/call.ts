import { rm } from 'node:fs/promises';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Endpoint } from '@gongdan/contract';
import type { Once, PublicContext, StrangerContext } from '../api/handler.ts';
import type { Company } from '../context.ts';
import { Problem } from '../errors.ts';
import { type Admission, admit, type Caller } from './admit.ts';
import { hasBody } from './body.ts';
import type { AddressOf } from './client-address.ts';
import type { Gate } from './gates.ts';
import { type Given, giveForm } from './given.ts';
import { answerOnce, fingerprintOf, keyIn } from './once.ts';
import { checkCompany, type Plan, planOf, readParameters } from './parameters.ts';
import { declineUpload, receiveBody, receiveUpload } from './receive.ts';

/** What all calls share. */
export interface Desk extends Admission {
  readonly context: PublicContext;
  readonly bodyLimit: number;
  readonly uploadLimit: number;
  readonly uploadNameLimit: number;
  readonly addressOf: AddressOf;
}

/** A handler in the eyes of its caller: the parameters were checked against its endpoint, so their types are gone. */
export type AnyHandler = (
  context: PublicContext & { address?: string | undefined; company: Company; hop?: number; once?: Once },
  parameters: never,
) => Promise<object>;

/** From the arrival of a request to the handler's answer; throws Problem. */
export type Call = (request: IncomingMessage) => Promise<object>;

/**
 * Conversion plans are made here, once; nothing of them is left to do per request. A call passes the gate when its body
 * has come, so that slow bodies keep no place; an upload passes with its file, which needs a place on the disk.
 */
export function callOf(desk: Desk, gate: Gate, endpoint: Endpoint, handler: AnyHandler): Call {
  const plan = planOf(endpoint);
  if (endpoint.access === 'public') return publicCall(desk, gate, plan, handler as PublicHandler);
  const perform = endpoint.reads ? performing(desk, handler) : performingOnce(desk, endpoint, handler);
  return endpoint.upload ? uploadCall(desk, gate, plan, perform) : companyCall(desk, gate, plan, perform);
}

type PublicHandler = (context: StrangerContext, parameters: never) => Promise<object>;

function publicCall(desk: Desk, gate: Gate, plan: Plan, handler: PublicHandler): Call {
  return async (request) => {
    const given = givenInQuery(request, plan);
    if (hasBody(request)) await receiveBody(request, desk.bodyLimit, given, plan.names);
    const context = { ...desk.context, address: desk.addressOf(request) };
    return gate.pass(request, () => handler(context, readParameters(plan, given, 'UTC') as never));
  };
}

function companyCall(desk: Desk, gate: Gate, plan: Plan, perform: Perform): Call {
  return async (request) => {
    const caller = await admit(request.headers, desk);
    const given = givenInQuery(request, plan);
    if (hasBody(request)) await receiveBody(request, desk.bodyLimit, given, plan.names);
    if (caller instanceof Problem) throw caller;
    return gate.pass(request, () => perform(request, caller, parametersOf(caller.company, plan, given)));
  };
}

/** Strangers get no place on the disk: the token is looked at before the file is taken in. */
function uploadCall(desk: Desk, gate: Gate, plan: Plan, perform: Perform): Call {
  async function receive(request: IncomingMessage, caller: Caller): Promise<object> {
    const { files, newId } = desk.context;
    const spool = { path: join(files.incoming, newId()), limit: desk.uploadLimit, nameLimit: desk.uploadNameLimit };
    const given = givenInQuery(request, plan);
    try {
      if (hasBody(request)) await receiveUpload(request, { body: desk.bodyLimit, spool }, given, plan.names);
      return await perform(request, caller, parametersOf(caller.company, plan, given));
    } finally {
      await rm(spool.path, { force: true });
    }
  }

  return async (request) => {
    const caller = await admit(request.headers, desk);
    if (caller instanceof Problem) {
      if (hasBody(request)) await declineUpload(request, { body: desk.bodyLimit, file: desk.uploadLimit });
      throw caller;
    }
    return gate.pass(request, () => receive(request, caller));
  };
}

/** Hands the checked parameters to the handler. */
type Perform = (request: IncomingMessage, caller: Caller, parameters: object) => Promise<object>;

function performing({ context }: Desk, handler: AnyHandler): Perform {
  return (_request, { company }, parameters) => handler({ ...context, company }, parameters as never);
}

function performingOnce({ context }: Desk, { name }: Endpoint, handler: AnyHandler): Perform {
  return async ({ headers }, { company, appId }, parameters) => {
    const hop = hopIn(headers);
    const handle = (once?: Once) => handler({ ...context, company, hop, once }, parameters as never);
    const key = keyIn(headers);
    if (key === undefined) return handle();
    const fingerprint = await fingerprintOf(name, parameters);
    return answerOnce(context.db.query, { companyId: company.id, appId, key, fingerprint, at: context.now() }, handle);
  };
}

/** How many pushes led to the call: a program that acts on a push hands on the header that came with it. */
function hopIn({ 'gongdan-hop': given }: IncomingHttpHeaders): number {
  return typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : 0;
}

function givenInQuery({ url = '' }: IncomingMessage, { names }: Plan): Given {
  const given: Given = new Map();
  const mark = url.indexOf('?');
  if (mark !== -1) giveForm(given, names, url.slice(mark + 1));
  return given;
}

function parametersOf(company: Company, plan: Plan, given: Given): object {
  const parameters = readParameters(plan, given, company.zone);
  checkCompany(parameters, company.id);
  return parameters;
}
