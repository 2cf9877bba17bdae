import type { IncomingMessage } from 'node:http';
import type { Company } from '../context.ts';
import { Problem } from '../errors.ts';
import { loadCompany } from '../people/company.ts';
import type { Tokens } from '../people/token.ts';
import type { Snapshots } from '../snapshots.ts';
import { noteCaller } from './call-notes.ts';

/** The app that makes a call, and its company. */
export interface Caller {
  readonly company: Company;
  readonly appId: string;
}

export interface Admission {
  readonly context: { readonly snapshots: Snapshots };
  readonly tokens: Tokens;
  /** Counts a call of the app; throws Problem `rate_limited` when the app has made too many. */
  readonly countCall: (appId: string) => void;
}

/**
 * Made once, because making a stack trace takes a tenth of the time that it takes to refuse an empty call, and nobody
 * reads the trace of a refusal.
 */
const tokenMissing = new Problem('token_missing');
const tokenExpired = new Problem('token_expired');

/**
 * Finds the app that owns the call's token, and counts the call. Throws Problem when the token is missing or expired,
 * or when the app has made too many calls. Only the headers are read, so that the body of a refused call is never
 * parsed.
 */
export async function admit(request: IncomingMessage, admission: Admission): Promise<Caller> {
  const { token: given } = request.headers;
  const token = typeof given === 'string' ? given.trim() : '';
  if (token === '') throw tokenMissing;
  const owner = await admission.tokens.ownerOf(token);
  if (owner === undefined) throw tokenExpired;
  noteCaller(request, owner);
  admission.countCall(owner.appId);
  return { company: await admission.context.snapshots.get(owner.companyId, loadCompany), appId: owner.appId };
}
