import { escapeHtml } from '../escape-html.ts';
import type { JsonSchema } from './describe-fields.ts';

type Content = Record<string, { schema: JsonSchema; example?: unknown }>;
type Parameter = { name: string; in: string; required?: boolean; description?: string; schema: JsonSchema };
type Response = { $ref?: string; description?: string; content?: Content };
type Operation = {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  parameters?: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, Response>;
};
type Document = {
  info: { description: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema>; responses: Record<string, Response> };
};

/**
 * The whole API document for people: each operation with what it takes, answers and is refused for, and each record's fields.
 * What lies in a folded part is unfolded by whoever follows a link to it.
 */
export function writeOperations(document: object): string {
  const { info, paths, components } = document as Document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
  );
  const tags = [...new Set(operations.flatMap((operation) => operation.tags))];
  return [
    ...info.description.split('\n\n').map((paragraph) => `<p>${prose(paragraph)}</p>`),
    `<nav>${tags.map((tag) => `<a href="#${tag}">${tag}</a>`).join(' · ')} · <a href="#records">records</a></nav>`,
    ...tags.map(
      (tag) =>
        `<h2 id="${tag}">${tag}</h2>\n${operations
          .filter((operation) => operation.tags.includes(tag))
          .map((operation) => writeOperation(operation, components))
          .join('\n')}`,
    ),
    '<h2 id="records">Records</h2>',
    ...Object.entries(components.schemas).map(
      ([name, schema]) =>
        `<details><summary><code>${name}</code> ${prose(schema.description ?? '')}</summary><div id="${name}">${writeFields(schema)}</div></details>`,
    ),
  ].join('\n');
}

function writeOperation(
  {
    path,
    method,
    operationId,
    summary,
    description,
    parameters = [],
    requestBody,
    responses,
  }: Operation & {
    path: string;
    method: string;
  },
  components: Document['components'],
): string {
  const { schema: body, example } = requestBody?.content['application/json'] ?? {};
  return `<details><summary><code>${method} ${escapeHtml(path)}</code> ${prose(summary)}</summary>
<p id="${operationId}">${prose(description)}</p>
${writeTable(
  'Parameters',
  parameters.map((parameter) => ({
    name: parameter.name,
    type: `${parameter.in}${parameter.required ? ', required' : ''}; ${typeOf(parameter.schema)}`,
    says: parameter.description ?? '',
  })),
)}
${body ? `<h4>Body: ${linked(body)}</h4><pre>${escapeHtml(JSON.stringify(example, null, 2))}</pre>` : ''}
<h4>Answers</h4>
<ul>${Object.entries(responses)
    .map(([status, response]) => `<li>${status}: ${writeResponse(response, components)}</li>`)
    .join('\n')}</ul></details>`;
}

function writeResponse({ $ref, description = '', content }: Response, { responses }: Document['components']): string {
  const schema = content?.['application/json']?.schema;
  const said = $ref ? (responses[nameOf($ref)]?.description ?? '') : description;
  return `${prose(said).replace(/\n\n/g, '<br>')}${schema ? `: ${linked(schema)}` : ''}`;
}

type Row = { name: string; type: string; says: string };

function writeTable(title: string, rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  return `<h4>${title}</h4><table><tbody>${rows
    .map(
      ({ name, type, says }) =>
        `<tr><td><code>${escapeHtml(name)}</code></td><td>${type}</td><td>${prose(says)}</td></tr>`,
    )
    .join('\n')}</tbody></table>`;
}

function writeFields(schema: JsonSchema): string {
  return writeTable('Fields', rowsOf(schema, '', []));
}

/** The fields of a schema and of what lies inside it, each by its path; what is a record of its own is named. */
function rowsOf(schema: JsonSchema, path: string, required: readonly string[]): Row[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const isRequired = ((schema.required as string[] | undefined) ?? []).includes(name);
    const row = {
      name: `${path}${name}`,
      type: `${typeOf(field)}${isRequired ? '' : ', optional'}`,
      says: field.description ?? '',
    };
    return [row, ...rowsOf(field, `${path}${name}.`, required)];
  });
  const within = [...(schema.items ? [schema.items] : []), ...(schema.anyOf ?? [])];
  return [...own, ...within.flatMap((part) => rowsOf(part, path, required))];
}

function typeOf(schema: JsonSchema): string {
  if (schema.$ref) return linked(schema);
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(' or ');
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  const { type, format, maxLength, minimum, maximum } = schema;
  const bounds = [
    ...(typeof maxLength === 'number' ? [`at most ${maxLength} characters`] : []),
    ...(typeof minimum === 'number' ? [`from ${minimum}`] : []),
    ...(typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER ? [`to ${maximum}`] : []),
  ];
  return [format ?? (Array.isArray(type) ? type.join(' or ') : (type ?? 'any')), ...bounds].join(', ');
}

function linked(schema: JsonSchema): string {
  const name = nameOf(String(schema.$ref ?? ''));
  return name ? `<a href="#${name}">${name}</a>` : typeOf(schema);
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

/** Words with `code` and **strong** in them. */
function prose(text: string): string {
  return escapeHtml(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>');
}
