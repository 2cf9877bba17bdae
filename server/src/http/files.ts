import { extname } from 'node:path';
import type { FastifyInstance, FastifyReply, RouteHandlerMethod } from 'fastify';
import type { FileStore } from '../context.ts';
import { Problem } from '../errors.ts';
import { cleanName } from '../files/name.ts';
import { reading } from './methods.ts';
import { refuse } from './refuse.ts';

/** Files that a browser may show; all others are downloads. SVG is not in the list, because it can hold scripts. */
const images: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.bmp': 'image/bmp',
};

/**
 * Serves `/files/<id>/<name>`. No token is needed, because the id is a secret. The browser saves the file under the
 * name in the address, so that the store need not be read.
 */
export function addFileRoutes(app: FastifyInstance, files: FileStore): void {
  const handler: RouteHandlerMethod = async ({ method, params: given, headers }, reply) => {
    const params = given as { readonly id: string; readonly '*': string };
    const stored = /^[0-9a-f]{32}$/.test(params.id) ? await files.find(params.id) : undefined;
    if (!stored) return refuse(reply, new Problem('path_unknown', 'no such file'));
    describeFile(reply, params['*']);
    // HTTP defines ranges for GET alone.
    const range = method === 'HEAD' ? undefined : rangeOf(headers.range, stored.size);
    if (range === 'unsatisfiable') {
      return reply.code(416).header('content-range', `bytes */${stored.size}`).send();
    }
    if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${stored.size}`);
    reply.header('content-length', range ? range.end - range.start + 1 : stored.size);
    return method === 'HEAD' ? reply.send() : reply.send(stored.read(range));
  };
  app.route({ method: reading, url: '/files/:id/*', handler });
}

function describeFile(reply: FastifyReply, writtenName: string): void {
  // The name was decoded by the router. It is cleaned again, because anybody can alter an address.
  const name = cleanName(writtenName) || 'file';
  const image = images[extname(name).toLowerCase()];
  const disposition = image ? 'inline' : 'attachment';
  reply
    .header('content-type', image ?? 'application/octet-stream')
    .header('content-disposition', `${disposition}; filename*=UTF-8''${encodeName(name)}`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', 'private, max-age=31536000, immutable')
    .header('accept-ranges', 'bytes');
}

/** Encodes a name for RFC 8187, which allows fewer characters than an address does. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * Reads a single range. Undefined, for the whole file, when there is no header, or it is malformed or asks for several
 * ranges.
 */
function rangeOf(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const [, from = '', to = ''] = /^bytes=([0-9]*)-([0-9]*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start > end ? 'unsatisfiable' : { start, end };
}
