import type { JsonSchema } from './describe-fields.ts';

/** A value a schema takes: what must be there, each as it would look. */
export function sampleOf(schema: JsonSchema, schemas: Readonly<Record<string, JsonSchema>>): unknown {
  if (schema.$ref) {
    const name = String(schema.$ref);
    return sampleOf(schemas[name.slice(name.lastIndexOf('/') + 1)] ?? {}, schemas);
  }
  if (schema.examples) return schema.examples[0];
  if (schema.enum) return schema.enum[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.anyOf) return sampleOf(schema.anyOf[0] as JsonSchema, schemas);
  if (schema.properties) return sampleOfRecord(schema, schemas);
  if (schema.items) return [sampleOf(schema.items, schemas)];
  return SIMPLE[String(schema.format ?? schema.type)] ?? {};
}

function sampleOfRecord(schema: JsonSchema, schemas: Readonly<Record<string, JsonSchema>>): object {
  const fields = Object.entries(schema.properties ?? {});
  const required = (schema.required as string[] | undefined) ?? [];
  const shown = fields.filter(([name]) => required.includes(name));
  return Object.fromEntries(
    (shown.length > 0 ? shown : fields.slice(0, 2)).map(([name, field]) => [
      name,
      /(^id|Id)$/.test(name) ? '1' : sampleOf(field, schemas),
    ]),
  );
}

const SIMPLE: Record<string, unknown> = {
  string: 'text',
  integer: 12,
  number: 12,
  boolean: true,
  date: '2026-03-02',
  'date-time': '2026-03-02T15:00:00Z',
  email: 'orders@example.com',
};
