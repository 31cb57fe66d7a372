import type { FastifyInstance, FastifyReply } from 'fastify';
import { ERRORS } from '#contract/errors.ts';
import type { Operation } from '#contract/operation.ts';
import { operations } from '#contract/operations.ts';
import { type OperationName, type Route, routes } from '#contract/routes.ts';
import { describeApi } from './describe-api.ts';

/** The API described for programs (`/api/v1/openapi.json`) and for people (`/docs`, `/docs/errors`). Open to everyone. */
export async function addDocumentation(app: FastifyInstance): Promise<void> {
  const document = JSON.stringify(await describeApi());
  const pages = { '/docs': writeOperations(), '/docs/errors': writeErrors() };
  app.get('/api/v1/openapi.json', (_request, reply) => {
    reply.header('content-type', 'application/json; charset=utf-8').serializer(String).send(document);
  });
  for (const [url, html] of Object.entries(pages)) app.get(url, (_request, reply) => sendPage(reply, html));
}

function sendPage(reply: FastifyReply, html: string): void {
  reply.header('content-type', 'text/html; charset=utf-8').serializer(String).send(html);
}

function writeOperations(): string {
  const names = Object.keys(routes) as OperationName[];
  const tags = new Set(names.map(tagOf));
  const body = [...tags].map(
    (tag) =>
      `<h2>${tag}</h2>\n${names
        .filter((name) => tagOf(name) === tag)
        .map(writeOperation)
        .join('\n')}`,
  );
  return writePage(
    'Makegood API',
    `<p>Below <code>/api/v1</code>. Programs send <code>Authorization: Bearer &lt;API key&gt;</code>; the whole description is
in <a href="/api/v1/openapi.json">openapi.json</a>, every refusal in <a href="/docs/errors">the list of errors</a>.</p>
${body.join('\n')}`,
  );
}

function tagOf(name: OperationName): string {
  return routes[name].path.split('/')[1] as string;
}

function writeOperation(name: OperationName): string {
  const { method, path, action, idempotencyKey }: Route = routes[name];
  const { summary, refusals }: Operation = operations[name];
  const errors = refusals.map((code) => `<a href="/docs/errors#${code}"><code>${code}</code></a>`).join(', ');
  return `<h3 id="${name}"><code>${method} ${escapeHtml(path)}</code></h3>
<p>${escapeHtml(summary)}. Needs <code>${action}</code>${idempotencyKey ? ' and an <code>Idempotency-Key</code>' : ''}.${
    errors && `<br>Refused with ${errors}.`
  }</p>`;
}

function writeErrors(): string {
  const rows = Object.entries(ERRORS)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, { status, title, meaning }]) =>
        `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${escapeHtml(title)}</td><td>${escapeHtml(meaning)}</td></tr>`,
    );
  return writePage(
    'Makegood errors',
    `<p>Every refusal is problem+json (RFC 9457) with one of these codes. <a href="/docs">The operations</a></p>
<table><thead><tr><th>Code</th><th>Status</th><th>Title</th><th>Meaning</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>`,
  );
}

function writePage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h3 { margin: 1.5rem 0 0; font-size: 1rem; }
p { margin: 0.25rem 0 0; }
table { border-collapse: collapse; }
th, td { padding: 0.25rem 1rem 0.25rem 0; text-align: left; vertical-align: top; }
tr:target { background: color-mix(in srgb, gold 30%, transparent); }
</style></head>
<body><main><h1>${title}</h1>
${body}
</main></body></html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
