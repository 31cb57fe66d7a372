import { z } from 'zod';
import { ERRORS, type ErrorCode } from '#contract/errors.ts';
import type { Operation } from '#contract/operation.ts';
import { capabilities, operations } from '#contract/operations.ts';
import { type OperationName, type Route, routes } from '#contract/routes.ts';
import { versionedRecord } from '#contract/versioned-record.ts';
import { wordsOfParameter } from '#contract/words/find-words.ts';
import { requestExamples } from '#contract/words/request-examples.ts';
import { groupBy } from '#domain/group-by.ts';
import { TABLE_TYPES } from '../tables/table-file.ts';
import { API_GUIDE } from './api-guide.ts';
import { describeFields, describeValues, type JsonSchema } from './describe-fields.ts';
import { describeProblems, problemWith } from './describe-problem.ts';
import { sampleOf } from './sample-of.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of every operation of the contract. The same contract gives the same text. */
export async function describeApi(): Promise<object> {
  const requests = describeSchemas('body', 'input');
  const answers = describeSchemas('answer', 'output');
  const twice = Object.keys(requests.schemas).find((name) => name in answers.schemas);
  if (twice) throw new Error(`${twice} names both a request and an answer`);

  const paths: Record<string, Json> = {};
  for (const name of Object.keys(routes) as OperationName[]) {
    const route: Route = routes[name];
    const path = paths[route.path] ?? {};
    paths[route.path] = path;
    path[route.method.toLowerCase()] = describeOperation(name, {
      body: requests.names,
      answer: answers.names,
      schemas: requests.schemas,
    });
  }
  paths['/events'] = { get: LIVE_EVENTS };
  return {
    openapi: '3.1.0',
    info: INFO,
    servers: [{ url: '/api/v1' }],
    security: [{ apiKey: [] }, { session: [] }],
    tags: [...new Set([...(Object.values(routes) as Route[]).map(tagOf), 'events'])].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: SECURITY_SCHEMES,
      schemas: { ...requests.schemas, ...answers.schemas, ...describeProblems() },
      responses: Object.fromEntries((Object.keys(ERRORS) as ErrorCode[]).map((code) => [code, describeError(code)])),
    },
  };
}

const INFO = {
  title: 'Makegood',
  version: 'v1',
  description: API_GUIDE,
};

const SECURITY_SCHEMES = {
  apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, made by an administrator.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'makegood.session_token',
    description: 'The session of a person.',
  },
};

/** Every body or answer as a component, one inside another as a reference. */
function describeSchemas(part: 'body' | 'answer', io: 'input' | 'output') {
  const registry = z.registry<{ id: string }>();
  const names = new Map<z.ZodType, string>();
  for (const name of Object.keys(routes) as OperationName[]) {
    const schema = (operations[name] as Operation)[part];
    if (!schema || names.has(schema) || (part === 'answer' && (operations[name] as Operation).file)) continue;
    const id = EXPORTED.get(schema) ?? capitalize(`${name}${capitalize(part)}`);
    names.set(schema, id);
    registry.add(schema, { id });
  }
  const { schemas } = z.toJSONSchema(registry, { ...jsonSchema(io), uri: (id) => `#/components/schemas/${id}` });
  return {
    names,
    schemas: Object.fromEntries(
      Object.entries(schemas).map(([id, schema]) => [id, describeFields(id, withoutHeader(schema))]),
    ),
  };
}

/** The names the contract itself gives its schemas. */
const EXPORTED = new Map(
  capabilities.flatMap((module) =>
    Object.entries(module).map(([name, schema]): [unknown, string] => [schema, capitalize(name)]),
  ),
);

const jsonSchema = (io: 'input' | 'output') =>
  ({
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
    // An answer may gain a field without being another answer.
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  }) satisfies Parameters<typeof z.toJSONSchema>[1];

function withoutHeader({ $schema, $id, ...schema }: Json): Json {
  return schema;
}

const BINARY = { schema: { type: 'string', format: 'binary' } };
const TABLES = Object.fromEntries(Object.values(TABLE_TYPES).map((type) => [type.split(';')[0], BINARY]));

/** What a list or report can be answered as besides. */
function tables({ query }: Operation): Json {
  return query instanceof z.ZodObject && 'format' in query.shape ? TABLES : {};
}

const fileOf = (type: NonNullable<Operation['file']>): Json => (type === 'table' ? TABLES : { [type]: BINARY });

function describeOperation(
  name: OperationName,
  names: { body: Map<z.ZodType, string>; answer: Map<z.ZodType, string>; schemas: Record<string, JsonSchema> },
): Json {
  const route: Route = routes[name];
  const operation: Operation = operations[name];
  const content = (id: string | undefined) => ({
    'application/json': { schema: { $ref: `#/components/schemas/${id}` } },
  });
  return {
    operationId: name,
    summary: operation.summary,
    description: `Needs the permission \`${route.action}\`.`,
    tags: [tagOf(route)],
    parameters: [
      ...describeParameters(name, operation.params, 'path'),
      ...describeParameters(name, operation.query, 'query'),
      ...describeHeaders(route),
    ],
    ...(operation.body && {
      requestBody: {
        required: !operation.body.safeParse(null).success,
        content: withExample(name, content(names.body.get(operation.body)), names.schemas),
      },
    }),
    responses: {
      [operation.status]: {
        description: operation.status === 201 ? 'Recorded; this is what stands now' : 'What was asked for',
        headers: headersOf(operation),
        content: operation.file
          ? fileOf(operation.file)
          : { ...content(names.answer.get(operation.answer)), ...tables(operation) },
      },
      ...describeRefusals(route, operation),
    },
  };
}

/** The body with how somebody would write it. */
function withExample(
  name: OperationName,
  { 'application/json': { schema } }: { 'application/json': { schema: { $ref: string } } },
  schemas: Record<string, JsonSchema>,
): Json {
  return { 'application/json': { schema, example: requestExamples[name] ?? sampleOf(schema, schemas) } };
}

/** What every answer carries, and what one carries of a record with a version. */
function headersOf({ answer }: Operation): Json {
  const hasVersion = answer instanceof z.ZodObject && 'version' in answer.shape;
  return {
    'Request-Id': { description: 'Finds the request in the log of the server.', schema: { type: 'string' } },
    ...(hasVersion && {
      ETag: {
        description: 'The version of the record, for `If-Match`.',
        schema: { type: 'string', examples: ['"3"'] },
      },
    }),
  };
}

/** The first word of the path: `/backorders/{id}/promises` belongs to backorders. */
function tagOf(route: Route): string {
  return route.path.split('/')[1] as string;
}

function describeParameters(operation: OperationName, schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, jsonSchema('input'));
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    description: [wordsOfParameter(operation, name), describeValues(property as JsonSchema, [operation, name])]
      .filter((part) => part)
      .join(' '),
    schema: property,
  }));
}

function describeHeaders(route: Route): Json[] {
  const record = versionedRecord(route);
  return [
    ...(route.method === 'POST' ? [{ ...IDEMPOTENCY_KEY, required: route.idempotencyKey === 'required' }] : []),
    ...(record === null ? [] : [describeIfMatch(record.replaceAll('_', ' '))]),
  ];
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    'A text of your own, new for each intent; required where stock or money moves. The same key and body again answers what the first one answered, and does nothing; the same key with another body is refused (`idempotency_key_reused`). Kept for seven days. A refused request leaves its key free.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};
const describeIfMatch = (record: string) => ({
  name: 'If-Match',
  in: 'header',
  required: false,
  description: `The ETag of the ${record} as you saw it, \`"3"\`. When somebody changed it since it is refused with \`changed_meanwhile\`: who changed what, and the version there is now. Without it, any version will do; one that cannot be read is refused.`,
  schema: { type: 'string' },
});

/** What any request may meet while the server or its database is ending, starting or full. */
const AWAY: readonly ErrorCode[] = ['database_unavailable', 'out_of_space', 'shutting_down'];

/** One response for each status; where several codes share it, any of them. */
function describeRefusals(route: Route, operation: Operation): Json {
  const common: ErrorCode[] = [
    'invalid_request',
    'not_signed_in',
    'not_permitted',
    'too_many_requests',
    'internal_error',
  ];
  common.push(...AWAY);
  if (operation.body) common.push('malformed_request', 'request_too_large', 'unsupported_media_type');
  if (versionedRecord(route) !== null) common.push('changed_meanwhile', 'invalid_request');
  if (route.method === 'POST') common.push('idempotency_key_reused');
  if (route.idempotencyKey === 'required') common.push('idempotency_key_required');
  const codes = [...new Set([...common, ...operation.refusals])].sort();
  const byStatus = groupBy(codes, (code) => ERRORS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, [first, ...others]]) => [
      status,
      others.length === 0
        ? { $ref: `#/components/responses/${first}` }
        : describeOneOf([first as ErrorCode, ...others]),
    ]),
  );
}

function describeError(code: ErrorCode): Json {
  return { description: `\`${code}\`: ${ERRORS[code].meaning}`, content: problemWith([code]) };
}

function describeOneOf(codes: ErrorCode[]): Json {
  return {
    description: codes.map((code) => `\`${code}\`: ${ERRORS[code].meaning}`).join('\n\n'),
    content: problemWith(codes),
  };
}

/** The one address that answers no JSON, and is no operation of the contract. */
const LIVE_EVENTS = {
  operationId: 'streamEvents',
  summary: 'Live events: which records change, as they change',
  description:
    'Server-sent events, for whoever is signed in. `changed` carries a JSON array of `{type, id, version}`: the kind of record (`order`, `backorder`, `fulfillment`, `purchase_order`, `allocation_run`, `follow_up`, `exception`, `stock` …), its id, and its version where it has one; read the record to learn more. A sales representative who reads only their own customers is told of nothing else. `refetch` means that something may have been missed: read anew whatever is on the screen. Nothing is kept, so whoever comes again with `Last-Event-ID` gets a `refetch` first. A comment comes every 20 seconds. A stream ends after ten minutes and is opened again by the browser; one person may hold eight.',
  tags: ['events'],
  responses: {
    200: { description: 'The stream', content: { 'text/event-stream': { schema: { type: 'string' } } } },
    401: { $ref: '#/components/responses/not_signed_in' },
    429: { $ref: '#/components/responses/too_many_requests' },
  },
};

function capitalize(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
