import { type JsonSchema, valuesOf } from './describe-fields.ts';

type Parameter = { name: string; description?: string; schema: JsonSchema };
type Operation = { operationId: string; parameters?: Parameter[] };
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema> };
};

/** A field or parameter of the API document, by where it stands. */
export type Described = { place: string; description: string; values: readonly string[] };

/** Every field of every schema and every parameter of every operation, with what is said of it. */
export function everythingDescribed(document: object): Described[] {
  const { paths, components } = document as Document;
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  return [
    ...Object.entries(components.schemas).flatMap(([id, schema]) => fieldsOf(schema, id)),
    ...operations.flatMap(({ operationId, parameters = [] }) =>
      parameters.map(({ name, description = '', schema }) => ({
        place: `${operationId}?${name}`,
        description,
        values: valuesOf(schema),
      })),
    ),
  ];
}

/** What nobody described: fields and parameters without words of their own, and values of choices without a meaning. */
export function findUndescribed(document: object): string[] {
  return everythingDescribed(document).flatMap(({ place, description, values }) => {
    const isFlag = values.every((value) => value === 'true' || value === 'false');
    const own = description.split(/(?:^| )`[^`]*`: /)[0] as string;
    const unsaid = isFlag ? [] : values.filter((value) => !description.includes(`\`${value}\`: `));
    return [...(/\w+ \w+/.test(own) ? [] : [place]), ...unsaid.map((value) => `${place} = ${value}`)];
  });
}

function fieldsOf(
  { properties = {}, items, anyOf = [], oneOf = [], additionalProperties }: JsonSchema,
  place: string,
): Described[] {
  return [
    ...Object.entries(properties).flatMap(([name, field]) => [
      { place: `${place}.${name}`, description: field.description ?? '', values: valuesOf(field) },
      ...fieldsOf(field, `${place}.${name}`),
    ]),
    ...(items ? fieldsOf(items, place) : []),
    ...[...anyOf, ...oneOf].flatMap((form) => fieldsOf(form, place)),
    ...(typeof additionalProperties === 'object' ? fieldsOf(additionalProperties, place) : []),
  ];
}
