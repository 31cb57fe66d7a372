import { z } from 'zod';
import type { ErrorCode } from '#contract/errors.ts';
import { idParameters } from '#contract/primitives.ts';
import type { OperationName } from '#contract/routes.ts';

/** What an operation takes and answers, and what it is refused for. */
export type Operation = {
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** The status of success and what it answers. A POST that creates answers 201 with the record. */
  status: 200 | 201;
  answer: z.ZodType;
  /** What a row of it as a table is, where that is not one record of the answer, and the rows of a record. */
  table?: { row: z.ZodType; rowsOf(record: unknown): readonly object[] };
  /** The type of a file that is answered in place of JSON; `table` is CSV or Excel, as somebody asked for. */
  file?: 'application/pdf' | 'text/csv' | 'table';
  /** Besides what any request may be refused for. */
  refusals: readonly ErrorCode[];
};

/** A file as an operation answers it: its name, and what is in it. */
export const file = z.custom<{ filename: string; content: Uint8Array }>();

/** The parameters of an operation on one record. */
export const byId = { params: idParameters } as const;

/** The operations of one file, each under its name in `routes`. */
export type SomeOperations = { [Name in OperationName]?: Operation };
