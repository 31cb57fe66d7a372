import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendProblem } from './problem.ts';
import { addWebApp } from './web-app.ts';

let folder: string;
let app: FastifyInstance;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'makegood-web-'));
  await Promise.all(['assets', '.vite'].map((name) => mkdir(path.join(folder, name))));
  await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>Makegood</title>');
  await writeFile(path.join(folder, 'assets', 'main-1a2b.js'), `console.log('${'makegood '.repeat(500)}')`);
  await writeFile(path.join(folder, '.vite', 'manifest.json'), '{}');
  await writeFile(path.join(folder, 'favicon.svg'), '<svg/>');
  app = await serve(folder);
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

const page = { accept: 'text/html,application/xhtml+xml' };

test('any address a browser opens is the same page, asked for each time', async () => {
  for (const url of ['/', '/backorders', '/backorders/17?tab=open', '/index.html']) {
    const answer = await app.inject({ url, headers: page });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('<title>Makegood</title>');
    expect(answer.headers['cache-control']).toBe('no-cache');
    expect(answer.headers['content-type']).toContain('text/html');
  }
  expect((await app.inject({ url: '/' })).statusCode).toBe(200);
});

test('hashed files are kept by the browser and compressed on the way', async () => {
  const answer = await app.inject({ url: '/assets/main-1a2b.js', headers: { 'accept-encoding': 'gzip' } });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(answer.headers['content-type']).toContain('javascript');
  expect(answer.headers['content-encoding']).toBe('gzip');
  expect((await app.inject({ url: '/favicon.svg' })).headers['cache-control']).toBe('no-cache');
});

test('what is no file and no page is not found', async () => {
  for (const url of [
    '/assets/gone.js',
    '/.vite/manifest.json',
    '/../package.json',
    '/%2e%2e/package.json',
    '/api/v1/nothing',
  ]) {
    const answer = await app.inject({ url });
    expect(answer.statusCode).toBe(404);
    expect(answer.json().code).toBe('not_found');
  }
  expect((await app.inject({ url: '/api/v1/nothing', headers: page })).json().code).toBe('not_found');
  expect((await app.inject({ method: 'POST', url: '/backorders', headers: page })).statusCode).toBe(404);
});

test('before the build a sentence says what to run', async () => {
  const unbuilt = await serve(path.join(folder, 'nowhere'));
  const answer = await unbuilt.inject({ url: '/', headers: page });
  expect(answer.statusCode).toBe(503);
  expect(answer.body).toContain('npm run build');
  await unbuilt.close();
});

async function serve(root: string): Promise<FastifyInstance> {
  const instance = Fastify();
  instance.setNotFoundHandler((_request, reply) => sendProblem(reply, { code: 'not_found' }));
  await addWebApp(instance, root);
  return instance;
}
