import { z } from 'zod';
import { id } from '#contract/primitives.ts';

/** Why one of many was refused; null when it was done. */
export const refusal = z
  .object({ code: z.string(), title: z.string(), facts: z.record(z.string(), z.unknown()) })
  .nullable();

/** Whether no id is named twice. */
export const isDistinct = (ids: readonly string[]) => new Set(ids).size === ids.length;

/** Up to 200 backorders, each once. */
export const backorderIds = z.array(id).min(1).max(200).refine(isDistinct, 'names a backorder twice');

/** For each backorder, in the order they were named: what came of it, or why it was refused. */
export const manyOf = <Field extends string, Schema extends z.ZodType>(field: Field, schema: Schema) =>
  z.object({
    data: z.array(
      z.object({ backorderId: z.string(), refusal, [field]: schema.nullable() } as {
        backorderId: z.ZodString;
        refusal: typeof refusal;
      } & { [Name in Field]: z.ZodNullable<Schema> }),
    ),
  });
