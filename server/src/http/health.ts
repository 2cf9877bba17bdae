import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import { version } from '../config/version.ts';
import type { Context } from '../context.ts';
import { reading } from './methods.ts';

export interface Health {
  readonly db: Context['db'];
  /** The text for `/metrics`. */
  readonly describe: () => Promise<string>;
  /**
   * True when the server is stopping and a balancer should send it no more calls. The server may still serve calls that
   * come.
   */
  readonly isLeaving: () => boolean;
  /** The address of the service in the OpenAPI document. */
  readonly publicUrl: () => string;
}

/** Adds the addresses that operators and tools call without a token. */
export function addHealthRoutes(app: FastifyInstance, { db, describe, isLeaving, publicUrl }: Health): void {
  const add = (url: string, handler: RouteHandlerMethod) => app.route({ method: reading, url, handler });

  add('/livez', (_request, reply) => reply.type('application/json').send('{"live":true}'));

  add('/readyz', async (_request, reply) => {
    const reason = isLeaving() ? 'stopping' : await troubleOf(db);
    return reply
      .code(reason === undefined ? 200 : 503)
      .type('application/json')
      .send(JSON.stringify({ ready: reason === undefined, reason }));
  });

  add('/openapi.json', async (_request, reply) => {
    const { openapi } = await import('@gongdan/contract/openapi');
    return reply.type('application/json').send(JSON.stringify(openapi({ url: publicUrl(), version })));
  });

  add('/metrics', async (request, reply) => {
    // The router takes `/%6detrics` for this path, too. A proxy that blocks `/metrics` for the outside may not.
    if (!/^\/metrics(?:\?|$)/.test(request.raw.url ?? '')) return reply.callNotFound();
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await describe());
  });
}

/**
 * Says in one word why the server is not ready, so that strangers learn nothing about the store; undefined when it is
 * ready. The log has the details.
 */
async function troubleOf(db: Context['db']): Promise<string | undefined> {
  try {
    await db.query.selectFrom('company').select('id').limit(1).execute();
    return db.trouble();
  } catch {
    return 'store_unreachable';
  }
}
