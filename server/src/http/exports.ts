import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import type { DayAddress, DayExports } from '../context.ts';
import { Problem } from '../errors.ts';
import { refuse } from './refuse.ts';
import { takesEncoding } from './send.ts';

/** `GET /exports/<company>/<day>.jsonl?expires=…&signature=…`: the signature is the permission, no token is needed. */
export function addExportRoutes(app: FastifyInstance, exports: DayExports): void {
  app.get<{ Params: { company: string; file: string } }>('/exports/:company/:file', async (request, reply) => {
    const address = addressIn(request.params, request.url);
    const file = address && (await exports.open(address));
    if (!file) return refuse(reply, new Problem('path_unknown', 'no such export, or the address is too old'));
    reply
      .header('content-type', 'application/jsonl; charset=utf-8')
      .header('content-disposition', `attachment; filename="${address.day}.jsonl"`)
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'private, no-store')
      .header('vary', 'accept-encoding');
    if (!takesEncoding(request.headers['accept-encoding'] ?? '', 'gzip')) {
      // Whoever goes away in the middle lets go of the file, too.
      return reply.send(pipeline(file.read(), createGunzip(), () => {}));
    }
    reply.header('content-encoding', 'gzip').header('content-length', file.size);
    return reply.send(file.read());
  });
}

function addressIn({ company, file }: { company: string; file: string }, url: string): DayAddress | undefined {
  const [, day] = /^([0-9]{4}-[0-9]{2}-[0-9]{2})\.jsonl$/.exec(file) ?? [];
  if (day === undefined) return undefined;
  const query = new URLSearchParams(url.split('?')[1]);
  return {
    companyId: company,
    day,
    expires: Number(query.get('expires')),
    signature: query.get('signature') ?? '',
  };
}
