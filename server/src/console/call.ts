import type { IncomingMessage } from 'node:http';
import type { FilePart } from '@gongdan/contract';
import type { ConsoleEndpoint } from '@gongdan/contract/console';
import { Problem } from '../errors.ts';
import { readBytes, textOf } from '../http/body/body.ts';
import { receiveUpload, type SharedByUploads, uploadBodyLimit } from '../http/body/receive.ts';
import { refuseTooLarge } from '../http/body/take-in.ts';
import { publicBodyLimit } from '../http/call.ts';
import type { Gate } from '../http/load/gate.ts';
import { mostParameters, noObject, nothingGiven } from '../http/parameters/given.ts';
import { parseJson } from '../http/parameters/json.ts';
import { admitAgent } from './access.ts';
import { demandCsrfToken, demandOwnPage, refuseForeignPage } from './csrf.ts';
import type { ConsoleContext, ServerContext, Visit, VisitorContext } from './handler.ts';
import { makeParameterReader } from './parameters.ts';

/** The parts of the server that all calls of the console share. */
export interface SharedByConsole extends SharedByUploads {
  readonly context: ServerContext;
}

/**
 * A handler of any call. It takes `never`, because no one type fits the parameters of all calls. They are checked
 * against the contract before the handler is called.
 */
export type AnyConsoleHandler = (context: never, parameters: never) => Promise<object>;

/** Serves a request and returns its handler's answer; throws Problem. */
export type ConsoleCall = (request: IncomingMessage, visit: Visit) => Promise<object>;

/**
 * Makes the call of an endpoint. Before the caller is admitted, only the declared length of the body is checked, and no
 * byte of it is parsed.
 */
export function makeConsoleCall(
  shared: SharedByConsole,
  gate: Gate,
  endpoint: ConsoleEndpoint,
  handler: AnyConsoleHandler,
): ConsoleCall {
  const reader = makeParameterReader(endpoint);
  const handle = handler as (context: VisitorContext, parameters: object) => Promise<object>;
  const admit = admission(shared, endpoint);
  const limit = endpoint.access === 'public' ? publicBodyLimit : shared.bodyLimit;
  return async (request, visit) => {
    refuseTooLarge(request, endpoint.upload ? uploadBodyLimit(request, shared) : limit);
    const context = await admit(request, visit);
    if (endpoint.method === 'GET') return gate.pass(request, () => handle(context, reader.fromQuery(queryOf(request))));
    if (endpoint.upload) {
      return gate.pass(request, () =>
        receiving(shared, request, (file) => handle(context, { ...reader.fromObject({}), file })),
      );
    }
    const given = await receiveObject(request, limit);
    return gate.pass(request, () => handle(context, reader.fromObject(given)));
  };
}

type Admit = (request: IncomingMessage, visit: Visit) => Promise<VisitorContext | ConsoleContext>;

function admission({ context }: SharedByConsole, { access, method }: ConsoleEndpoint): Admit {
  if (access === 'public') {
    return async ({ headers }, visit) => {
      if (method === 'POST') demandOwnPage(headers, context.publicUrl);
      return { ...context, visit };
    };
  }
  return async ({ headers }, visit) => {
    const admitted = await admitAgent(context, visit, access);
    if (method === 'POST') {
      refuseForeignPage(headers);
      demandCsrfToken(headers, visit.secret!);
    }
    return admitted;
  };
}

function queryOf({ url = '' }: IncomingMessage): string {
  const mark = url.indexOf('?');
  return mark === -1 ? '' : url.slice(mark + 1);
}

/**
 * Reads a JSON object. Only the content type of JSON is accepted, because a form on another site cannot send that type.
 */
async function receiveObject(request: IncomingMessage, limit: number): Promise<object> {
  if (!/^\s*application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new Problem('body_malformed', 'expected application/json', { field: 'content-type' });
  }
  const value = parseJson(textOf(await readBytes(request, limit)), mostParameters);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw noObject();
  }
  return value;
}

function receiving(shared: SharedByConsole, request: IncomingMessage, use: (file: FilePart) => Promise<object>) {
  const given = nothingGiven();
  return receiveUpload(request, shared, given, new Map(), async () => {
    const file = given.values.get('file') as FilePart | undefined;
    if (!file) throw new Problem('parameter_missing', 'is missing', { field: 'file' });
    return use(file);
  });
}
