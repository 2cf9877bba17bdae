import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Endpoint } from '@gongdan/contract';
import type { Answered, Once, PublicContext, StrangerContext } from '../api/handler.ts';
import { inWordsOf } from '../api/property-names.ts';
import type { LoggedCaller } from '../config/log.ts';
import type { Company } from '../context.ts';
import { type Admission, admit, type Caller } from './admit.ts';
import { hasBody } from './body/body.ts';
import { receiveBody, receiveUpload, type SharedByUploads, uploadBodyLimit } from './body/receive.ts';
import { refuseTooLarge } from './body/take-in.ts';
import { noteCaller } from './call-notes.ts';
import type { AddressOf } from './connection/client-address.ts';
import type { Gate } from './load/gate.ts';
import { answerOnce, fingerprintOf, keyIn } from './once.ts';
import { asWritten, type Given, giveForm, nothingGiven } from './parameters/given.ts';
import { checkCompany, type Plan, planOf, readParameters } from './parameters/parameters.ts';

/** The parts of the server that all calls share. */
export interface SharedByCalls extends Admission, SharedByUploads {
  readonly context: PublicContext;
  readonly addressOf: AddressOf;
}

/**
 * A handler of any endpoint. It takes `never`, because no one type fits the parameters of all endpoints. They are
 * checked against the contract before the handler is called.
 */
export type AnyHandler = (
  context: PublicContext & Partial<StrangerContext> & { company: Company; hop?: number; once?: Once },
  parameters: never,
) => Promise<Answered>;

/** Serves a request and returns its handler's answer; throws Problem. */
export type Call = (request: IncomingMessage) => Promise<Answered>;

/** The largest body in bytes of a call without a token: ten times what signing in needs. */
export const publicBodyLimit = 16 * 1024;

/**
 * Makes the call of an endpoint. The conversion plan is made here, once, and not per request.
 *
 * Before the token is checked, a call looks at nothing but the declared length, and parses no byte of the body. The
 * call passes the gate after its whole body was received, so that slow clients occupy no places. An upload passes the
 * gate before its body is received, so that the gate also limits how many files are written to the disk at once.
 */
export function callOf(shared: SharedByCalls, gate: Gate, endpoint: Endpoint, handler: AnyHandler): Call {
  const plan = planOf(endpoint);
  const takeCall = takerOf(shared, gate, endpoint, plan, handler);
  return async (request) => {
    const given = nothingGiven();
    try {
      return await takeCall(request, given);
    } catch (error) {
      throw asWritten(given, inWordsOf(endpoint.name, error));
    }
  };
}

/** Reads the request's parameters into `given`, and returns the answer. */
type TakeCall = (request: IncomingMessage, given: Given) => Promise<Answered>;

function takerOf(shared: SharedByCalls, gate: Gate, endpoint: Endpoint, plan: Plan, handler: AnyHandler): TakeCall {
  if (endpoint.access === 'public') return publicCall(shared, gate, plan, handler as PublicHandler);
  const perform = endpoint.reads ? performing(shared, handler) : performingOnce(shared, endpoint, handler);
  return endpoint.upload ? uploadCall(shared, gate, plan, perform) : companyCall(shared, gate, plan, perform);
}

type PublicHandler = (context: StrangerContext, parameters: never) => Promise<Answered>;

function publicCall(shared: SharedByCalls, gate: Gate, plan: Plan, handler: PublicHandler): TakeCall {
  return async (request, given) => {
    refuseTooLarge(request, publicBodyLimit);
    giveQuery(request, plan, given);
    if (hasBody(request)) await receiveBody(request, publicBodyLimit, given, plan.names);
    const address = shared.addressOf(request);
    const context = { ...shared.context, address, noteCaller: (caller: LoggedCaller) => noteCaller(request, caller) };
    return gate.pass(request, () => handler(context, readParameters(plan, given, 'UTC') as never));
  };
}

function companyCall(shared: SharedByCalls, gate: Gate, plan: Plan, perform: Perform): TakeCall {
  return async (request, given) => {
    refuseTooLarge(request, shared.bodyLimit);
    const caller = await admit(request, shared);
    giveQuery(request, plan, given);
    if (hasBody(request)) await receiveBody(request, shared.bodyLimit, given, plan.names);
    return gate.pass(request, () => perform(request, caller, parametersOf(caller.company, plan, given)));
  };
}

function uploadCall(shared: SharedByCalls, gate: Gate, plan: Plan, perform: Perform): TakeCall {
  return async (request, given) => {
    refuseTooLarge(request, uploadBodyLimit(request, shared));
    const caller = await admit(request, shared);
    giveQuery(request, plan, given);
    const act = () => perform(request, caller, parametersOf(caller.company, plan, given));
    return gate.pass(request, () =>
      hasBody(request) ? receiveUpload(request, shared, given, plan.names, act) : act(),
    );
  };
}

/** Calls the handler with the checked parameters. */
type Perform = (request: IncomingMessage, caller: Caller, parameters: object) => Promise<Answered>;

function performing({ context }: SharedByCalls, handler: AnyHandler): Perform {
  return (_request, { company }, parameters) => handler({ ...context, company }, parameters as never);
}

function performingOnce({ context }: SharedByCalls, { name }: Endpoint, handler: AnyHandler): Perform {
  return async ({ headers }, { company, appId }, parameters) => {
    const hop = hopIn(headers);
    const handle = (once?: Once) => handler({ ...context, company, hop, once }, parameters as never);
    const key = keyIn(headers);
    if (key === undefined) return handle();
    const fingerprint = await fingerprintOf(name, parameters);
    return answerOnce(context.db.query, { companyId: company.id, appId, key, fingerprint, at: context.now() }, handle);
  };
}

/** How many pushes led to the call. A program that acts on a push passes on the header that came with it. */
function hopIn({ 'gongdan-hop': given }: IncomingHttpHeaders): number {
  return typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : 0;
}

function giveQuery({ url = '' }: IncomingMessage, { names }: Plan, given: Given): void {
  const mark = url.indexOf('?');
  if (mark !== -1) giveForm(given, names, url.slice(mark + 1));
}

function parametersOf(company: Company, plan: Plan, given: Given): object {
  const parameters = readParameters(plan, given, company.zone);
  checkCompany(parameters, company.id);
  return parameters;
}
