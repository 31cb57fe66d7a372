import { z } from 'zod';

/** Why one of many was refused; null when it was done. */
export const refusal = z
  .object({ code: z.string(), title: z.string(), facts: z.record(z.string(), z.unknown()) })
  .nullable();

/** Whether no id is named twice. */
export const isDistinct = (ids: readonly string[]) => new Set(ids).size === ids.length;
