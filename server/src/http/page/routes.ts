import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { reading } from '../methods.ts';
import { takesEncoding } from '../send.ts';
import { type BuiltFile, type BuiltFiles, readBuiltFiles } from './built-files.ts';
import { protection } from './protection.ts';

/** The built console: a published package has it beside its code, a checkout where `npm run build:console` puts it. */
const [inPackage, inCheckout] = [
  new URL('../../../console/', import.meta.url),
  new URL('../../../../console/dist/', import.meta.url),
];
export const builtFolder = fileURLToPath(existsSync(inPackage) ? inPackage : inCheckout);

/** Serves the console: its files, and its one page at every other address below `/console/`. */
export function addPageRoutes(app: FastifyInstance, folder = builtFolder): void {
  const read = readBuiltFiles(folder);
  for (const url of ['/', '/console']) {
    app.route({
      method: reading,
      url,
      handler: (_request, reply) => reply.header('content-length', 0).redirect('/console/', 302),
    });
  }
  app.route<{ Params: { '*': string } }>({
    method: reading,
    url: '/console/*',
    handler: async (request, reply) => {
      reply.headers(protection);
      const files = await read();
      if (!files) return sendNotBuilt(reply);
      const file = fileAt(files, request.params['*']);
      return file
        ? sendFile(request, reply, file)
        : reply.code(404).type('text/plain; charset=utf-8').send('no such file\n');
    },
  });
}

/**
 * Finds a file of the build, or else the console's page. A missing asset is not replaced by the page, because a browser
 * would take the page for a script.
 */
function fileAt(files: BuiltFiles, path: string): BuiltFile | undefined {
  return files.get(path) ?? (path.startsWith('assets/') ? undefined : files.get('index.html'));
}

function sendFile({ headers }: FastifyRequest, reply: FastifyReply, file: BuiltFile): FastifyReply {
  const { etag, contentType, immutable } = file;
  reply
    .header('etag', etag)
    .header('vary', 'accept-encoding')
    .header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (headers['if-none-match']?.split(',').some((known) => known.trim() === etag)) return reply.code(304).send();
  const accepted = headers['accept-encoding'] ?? '';
  reply.header('content-type', contentType);
  if (file.br && takesEncoding(accepted, 'br')) return reply.header('content-encoding', 'br').send(file.br);
  if (file.gzip && takesEncoding(accepted, 'gzip')) return reply.header('content-encoding', 'gzip').send(file.gzip);
  return reply.send(file.plain);
}

function sendNotBuilt(reply: FastifyReply): FastifyReply {
  return reply.code(503).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(notBuilt);
}

const notBuilt = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<title>Gongdan</title>
<p>工作台尚未构建：请在源码目录运行 <code>npm run build:console</code>，然后刷新本页。接口不受影响。</p>
<p lang="en">The console has not been built: run <code>npm run build:console</code> in the source folder and reload this page.
The API is not affected.</p>
</html>
`;
