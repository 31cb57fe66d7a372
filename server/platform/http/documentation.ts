import type { FastifyInstance, FastifyReply } from 'fastify';
import { ERRORS } from '#contract/errors.ts';
import { escapeHtml } from '../escape-html.ts';
import { describeApi } from './describe-api.ts';
import { writeOperations } from './write-operations.ts';

/** The API described for programs (`/api/v1/openapi.json`) and for people (`/docs`, `/docs/errors`). Open to everyone. */
export function addDocumentation(app: FastifyInstance): void {
  const described = once(describeApi);
  const document = once(async () => JSON.stringify(await described()));
  app.get('/api/v1/openapi.json', async (_request, reply) => {
    return reply
      .header('content-type', 'application/json; charset=utf-8')
      .serializer(String)
      .send(await document());
  });
  const operations = once(async () => writeDocument(await described()));
  app.get('/docs', async (_request, reply) => sendPage(reply, await operations()));
  app.get('/docs/errors', (_request, reply) => sendPage(reply, writeErrors()));
}

/** Done when it is first asked for: most servers never are, and describing 300 operations would delay their start. */
function once<Answer>(make: () => Promise<Answer>): () => Promise<Answer> {
  let made: Promise<Answer> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply.header('content-type', 'text/html; charset=utf-8').serializer(String).send(html);
}

function writeDocument(document: object): string {
  return writePage(
    'Makegood API',
    `<p>Below <code>/api/v1</code>. For programs: <a href="/api/v1/openapi.json">openapi.json</a>. Every refusal:
<a href="/docs/errors">the list of errors</a>.</p>
${writeOperations(document)}`,
  );
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
<link rel="icon" type="image/svg+xml" href="/icon.svg"><title>${title}</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h4 { margin: 0.75rem 0 0; font-size: 1rem; }
summary { padding: 0.35rem 0; cursor: pointer; }
details[open] { margin-bottom: 1.5rem; }
details > :not(summary) { margin-left: 1rem; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.9em; }
code { overflow-wrap: anywhere; }
td:first-child { min-width: 12rem; }
pre { overflow-x: auto; padding: 0.5rem; background: color-mix(in srgb, currentcolor 8%, transparent); }
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
