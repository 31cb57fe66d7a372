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

type Response = { $ref?: string; content?: Record<string, { schema: ProblemSchema }> };
type ProblemSchema = { $ref?: string; oneOf?: ProblemSchema[]; allOf?: Schema[] };
type Document = {
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: { schemas: Record<string, Schema & ProblemSchema> };
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
        codes: new Set(Object.values(responses).flatMap((response) => codesOf(response, components.schemas))),
      };
    }),
  );
}

function codesOf({ $ref, content }: Response, schemas: Document['components']['schemas']): string[] {
  if ($ref) return [nameOf($ref)];
  const problem = content?.['application/problem+json']?.schema;
  return (problem?.oneOf ?? (problem ? [problem] : [])).map((one) => {
    const told = one.$ref ? schemas[nameOf(one.$ref)] : one;
    return told?.allOf?.[1]?.properties?.code?.const as string;
  });
}

const nameOf = ($ref: string) => $ref.slice($ref.lastIndexOf('/') + 1);

function followed(schema: Schema, schemas: Record<string, Schema>): Schema {
  if (schema.$ref) return followed(schemas[nameOf(schema.$ref)] as Schema, schemas);
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
