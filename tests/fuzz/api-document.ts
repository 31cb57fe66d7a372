import { describeApi } from '#server/platform/http/describe-api.ts';

/** What the document says of a value. */
export type Schema = {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
};

export type Parameter = { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: Schema };

/** An operation as a stranger finds it in the document. */
export type DescribedOperation = {
  name: string;
  method: string;
  path: string;
  parameters: Parameter[];
  body: Schema | null;
  successStatus: number;
  /** The codes it may be refused with. */
  codes: Set<string>;
};

type Response = { $ref?: string; content?: Record<string, { schema: { allOf?: Schema[] } }> };
type Document = {
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: { schemas: Record<string, Schema> };
};
type DocumentedOperation = {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, Response>;
};

/** Every operation of the OpenAPI document, with the references of its schemas followed. */
export async function readDocument(): Promise<DescribedOperation[]> {
  const { paths, components } = (await describeApi()) as Document;
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { operationId, parameters = [], requestBody, responses }]) => {
      const body = requestBody?.content['application/json']?.schema;
      return {
        name: operationId,
        method: method.toUpperCase(),
        path,
        parameters,
        body: body ? followed(body, components.schemas) : null,
        successStatus: Number(Object.keys(responses).find((status) => status.startsWith('2'))),
        codes: new Set(Object.values(responses).flatMap(codesOf)),
      };
    }),
  );
}

function codesOf({ $ref, content }: Response): string[] {
  if ($ref) return [$ref.slice($ref.lastIndexOf('/') + 1)];
  const problem = content?.['application/problem+json']?.schema;
  return (problem?.allOf?.[1]?.properties?.code?.enum as string[] | undefined) ?? [];
}

function followed(schema: Schema, schemas: Record<string, Schema>): Schema {
  if (schema.$ref) return followed(schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)] as Schema, schemas);
  const { properties, items, anyOf } = schema;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [name, followed(property, schemas)]),
      ),
    }),
    ...(items && { items: followed(items, schemas) }),
    ...(anyOf && { anyOf: anyOf.map((branch) => followed(branch, schemas)) }),
  };
}
