import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import compress from '@fastify/compress';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { answerNothingThere } from './nothing-there.ts';

const BUILT = fileURLToPath(new URL('../../../dist/web/', import.meta.url));

/**
 * Serves the built screens. Every address outside the API that a browser opens as a page gets the same page, whose
 * script shows what the address names; anything else that is no file is `not_found`.
 */
export async function addWebApp(app: FastifyInstance, folder: string = BUILT): Promise<void> {
  const files = await listFiles(folder);
  // A scope of its own: the answers of the API are not compressed here.
  const screens: FastifyPluginAsync = async (scope) => {
    await scope.register(compress, { encodings: ['gzip', 'identity'] });
    if (files.size > 0) {
      await scope.register(fastifyStatic, { root: folder, serve: false, index: false, cacheControl: false });
    }
    scope.get('/*', (request, reply) => {
      const file = pathOf(request);
      if (file !== 'index.html' && files.has(file)) return sendFile(reply, file);
      if (!opensPage(request)) return answerNothingThere(request, reply);
      return files.has('index.html') ? sendFile(reply, 'index.html') : sendNotBuilt(reply);
    });
  };
  await app.register(screens);
}

/** What the build made, by its path. Its manifest lies in a hidden folder and is nobody's business. */
async function listFiles(folder: string): Promise<Set<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
  return new Set(files.filter((file) => !file.startsWith('.')));
}

function pathOf(request: FastifyRequest): string {
  return (request.params as { '*': string })['*'];
}

function opensPage(request: FastifyRequest): boolean {
  const file = pathOf(request);
  if (file === 'api' || file.startsWith('api/')) return false;
  return file === '' || (request.headers.accept ?? '').includes('text/html');
}

function sendFile(reply: FastifyReply, file: string): FastifyReply {
  // The build writes a hash of the content into the names below assets/; the page that names them is asked for each time.
  const caching = file.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  return reply.header('cache-control', caching).sendFile(file);
}

function sendNotBuilt(reply: FastifyReply): FastifyReply {
  return reply
    .status(503)
    .header('content-type', 'text/plain; charset=utf-8')
    .send('The screens are not built yet: run "npm run build" and start again. The API works; see /docs.\n');
}
