import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import { version } from '../config/version.ts';
import type { Context } from '../context.ts';
import type { Meter } from './meter.ts';
import { reading } from './methods.ts';

export interface Health {
  readonly db: Context['db'];
  readonly meter: Meter;
  /** What other parts have to say, in the text form of Prometheus. */
  readonly describe: () => Promise<string>;
  /** Wants no more calls, though it may still take them. */
  readonly isLeaving: () => boolean;
  /** What the OpenAPI document names as the address of the service. */
  readonly publicUrl: () => string;
}

/** The addresses that operators and tools ask without a token. */
export function addHealthRoutes(app: FastifyInstance, { db, meter, describe, isLeaving, publicUrl }: Health): void {
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
    // Escaped letters are the same path to the router, but not to a proxy that closes it to the outside.
    if (!/^\/metrics(?:\?|$)/.test(request.raw.url ?? '')) return reply.callNotFound();
    const { register, collectDefaultMetrics } = await import('prom-client');
    if (register.getMetricsAsArray().length === 0) collectDefaultMetrics();
    return reply.type(register.contentType).send(meter.describe() + (await describe()) + (await register.metrics()));
  });
}

/** In one word, which says nothing of the installation to strangers; the log says more. */
async function troubleOf(db: Context['db']): Promise<string | undefined> {
  try {
    await db.query.selectFrom('company').select('id').limit(1).execute();
    return db.trouble();
  } catch {
    return 'store_unreachable';
  }
}
