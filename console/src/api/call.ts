import { endpoints } from 'virtual:endpoints';
import type { ConsoleEndpointName } from '@gongdan/contract/console';
import { Fault, type FaultReason } from './fault.ts';
import { sessionState, setSession, waitForSignIn } from './session.ts';
import type { AnswerOf, ParametersOf } from './types.ts';

/**
 * Calls an endpoint of the console and returns its answer. Throws a `Fault`, or an `AbortError` if `signal` aborts the
 * call. If the agent's session has ended, the call waits until the agent has signed in again in the dialog over the
 * page. After the sign-in the call is sent once more, so that no typed text is lost. If only the CSRF token was stale,
 * the call is sent once more with a new token. On pages before the sign-in there is no session, and nothing is
 * repeated.
 */
export async function call<Name extends ConsoleEndpointName>(
  name: Name,
  parameters: ParametersOf<Name>,
  signal?: AbortSignal,
): Promise<AnswerOf<Name>> {
  const request = requestOf(name, parameters, signal);
  return (await send(request)) as AnswerOf<Name>;
}

/** Uploads a file. The `address` in the answer can be put into `files` of a reply or a ticket. */
export async function upload(file: File, signal?: AbortSignal): Promise<AnswerOf<'uploadFile'>> {
  const form = new FormData();
  form.append('file', file, file.name);
  const { method, path } = endpoints.uploadFile;
  return (await send(() =>
    fetch(path, { method, headers: csrf(), body: form, ...abortable(signal) }),
  )) as AnswerOf<'uploadFile'>;
}

function requestOf(name: ConsoleEndpointName, parameters: object, signal: AbortSignal | undefined) {
  const { method, path } = endpoints[name];
  if (method === 'GET') return () => fetch(path + queryOf(parameters), { ...abortable(signal) });
  // Each try reads the CSRF token again, because it changes when the agent signs in again.
  return () =>
    fetch(path, {
      method,
      headers: { 'content-type': 'application/json', ...csrf() },
      body: JSON.stringify(parameters),
      ...abortable(signal),
    });
}

/** Encodes parameters as a query string: texts and numbers as they are, lists and objects as JSON. */
function queryOf(parameters: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue;
    query.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

async function send(request: () => Promise<Response>): Promise<unknown> {
  try {
    return await answerOf(request);
  } catch (error) {
    if (!(error instanceof Fault) || sessionState().session === null) throw error;
    if (error.reason === 'session_missing') await waitForSignIn();
    else if (error.reason === 'csrf_refused') await renewToken();
    else throw error;
    return await answerOf(request);
  }
}

async function answerOf(request: () => Promise<Response>): Promise<unknown> {
  const response = await request().catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Fault('unreachable', 'The server cannot be reached.');
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body;
  throw faultOf(body, response.status);
}

function faultOf(body: unknown, status: number): Fault {
  if (typeof body === 'object' && body !== null && 'reason' in body) {
    const { reason, text, field } = body as { reason: FaultReason; text: string; field?: string };
    return new Fault(reason, text, field);
  }
  // A proxy between browser and server may answer with a body that is not ours. A status from 502 on means that the
  // proxy did not reach the server.
  return status >= 502 ? new Fault('unreachable', `HTTP ${status}`) : new Fault('internal', `HTTP ${status}`);
}

/**
 * Reads the CSRF token again: after a sign-in in another window, the token of this window is stale. If another agent
 * has signed in, the page is reloaded. If nobody is signed in any more, this waits for a sign-in in this window.
 */
async function renewToken(): Promise<void> {
  const before = sessionState().session;
  const { session } = await call('getSession', {});
  if (session === null) return waitForSignIn();
  if (session.agent.id !== before?.agent.id) return location.reload();
  setSession(session);
}

function csrf(): Record<string, string> {
  const { session } = sessionState();
  return session === null ? {} : { 'x-csrf-token': session.csrfToken };
}

function abortable(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
