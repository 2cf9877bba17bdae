import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import type { DayAddress, DayExports } from '../context.ts';
import { Problem } from '../errors.ts';
import { reading } from './methods.ts';
import { refuse } from './refuse.ts';
import { takesEncoding } from './send.ts';

/**
 * Serves `/exports/<company>/<day>.jsonl?expires=…&signature=…`. The signature is the permission; no token is needed.
 */
export function addExportRoutes(app: FastifyInstance, exports: DayExports): void {
  const handler: RouteHandlerMethod = async (request, reply) => {
    const address = addressIn(request.params as ExportPath, request.url);
    const file = address && (await exports.open(address));
    if (!file) return refuse(reply, new Problem('path_unknown', 'no such export, or the address is too old'));
    reply
      .header('content-type', 'application/jsonl; charset=utf-8')
      .header('content-disposition', `attachment; filename="${address.day}.jsonl"`)
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'private, no-store')
      .header('vary', 'accept-encoding');
    const isZipped = takesEncoding(request.headers['accept-encoding'] ?? '', 'gzip');
    if (isZipped) reply.header('content-encoding', 'gzip').header('content-length', file.size);
    if (request.method === 'HEAD') {
      // The file was opened to find its size; this closes it.
      file.read().destroy();
      return reply.send();
    }
    if (!isZipped) {
      // `pipeline` closes the file when the client disconnects in the middle.
      return reply.send(pipeline(file.read(), createGunzip(), () => {}));
    }
    return reply.send(file.read());
  };
  app.route({ method: reading, url: '/exports/:company/:file', handler });
}

interface ExportPath {
  readonly company: string;
  readonly file: string;
}

function addressIn({ company, file }: ExportPath, url: string): DayAddress | undefined {
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
