import type { Answer, Endpoint, Parameters } from '@gongdan/contract';
import type { Context } from '../context.ts';

/** What a call that needs no token may know: everything but a company. */
export type PublicContext = Omit<Context, 'company'>;

/** Answers one endpoint: the wire's checked parameters in, the envelope without its outcome out; throws Problem. */
export type Handler<E extends Endpoint> = (
  context: E['access'] extends 'public' ? PublicContext : Context,
  parameters: Parameters<E>,
) => Promise<Answer<E>>;
