import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { id, line, page, pageOf } from '#contract/primitives.ts';
import { IMPORT_KINDS } from '#domain/importing/fields.ts';

/** By field, the heading of the column that fills it; what is left out is filled by none. */
const mapping = z.record(z.string().max(40), z.string().max(400));
/** Whether quantities of the file are base units or whole cases. */
const units = z.enum(['base', 'cases']);

/**
 * A file of a company's own data: as a form (`multipart/form-data` with `kind`, `file` and perhaps `mapping` and `units`), or as JSON
 * with its text. Without a mapping one is proposed, or the one used for such columns before.
 */
export const importBody = z.object({
  kind: z.enum(IMPORT_KINDS),
  file: z
    .object({
      name: line(200),
      text: z.string().max(40_000_000).optional(),
      base64: z.base64().max(42_000_000).optional(),
    })
    .refine(({ text, base64 }) => (text === undefined) !== (base64 === undefined), 'has either text or base64'),
  mapping: mapping.optional(),
  units: units.optional(),
});

/** Another mapping, or other units: the rows are judged anew. */
export const importChanges = z.object({ mapping: mapping.optional(), units: units.optional() });

const count = z.number();

/**
 * A file that was brought in. `counts` say what becomes of its rows: nothing is written until it is committed, and then all of it or
 * nothing. `done` counts the rows that were written so far, or taken back. `problem` says why that failed: then nothing of it was done.
 */
export const importRecord = z.object({
  id: z.string(),
  kind: z.enum(IMPORT_KINDS),
  filename: z.string(),
  status: z.enum(['ready', 'committing', 'committed', 'failed', 'reversing', 'reversed']),
  columns: z.array(z.object({ heading: z.string(), samples: z.array(z.string()) })),
  fields: z.array(z.object({ name: z.string(), isRequired: z.boolean(), example: z.string() })),
  mapping,
  units,
  /** How the numbers and days of each mapped column are read. */
  forms: z.record(z.string(), z.string()),
  counts: z.object({ create: count, update: count, same: count, refused: count }),
  /** The first of them; all of them are in the file of refused rows. */
  refusals: z.array(
    z.object({ row: z.number(), column: z.string().nullable(), value: z.string().nullable(), reason: z.string() }),
  ),
  done: z.number(),
  problem: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
  endedAt: z.string().nullable(),
});

/** Files by when they came. */
export const importQuery = z.object({ ...page, kind: z.enum(IMPORT_KINDS).optional() });

/** A file in the list. */
export const importRow = importRecord.omit({ columns: true, fields: true, refusals: true, mapping: true, forms: true });

/** One page of files, newest first. */
export const importPage = pageOf(importRow);

/** Which kind the template is of. */
const templateQuery = z.object({ kind: z.enum(IMPORT_KINDS) });

/** A company's own data from files. */
export const operations = {
  listImports: {
    summary: 'Files that were brought in, newest first',
    query: importQuery,
    status: 200,
    answer: importPage,
    refusals: [],
  },
  createImport: {
    summary: 'Look at a file: what would become of each row. Nothing is written',
    body: importBody,
    status: 201,
    answer: importRecord,
    refusals: ['file_unreadable'],
  },
  getImport: {
    summary: 'A file and how far it is',
    ...byId,
    status: 200,
    answer: importRecord,
    refusals: ['not_found'],
  },
  updateImport: {
    summary: 'Map columns anew, or say the units: the rows are judged again',
    ...byId,
    body: importChanges,
    status: 200,
    answer: importRecord,
    refusals: ['not_found', 'import_not_ready'],
  },
  commitImport: {
    summary: 'Write what the file says, all of it or nothing; refused rows are left out',
    ...byId,
    status: 201,
    answer: importRecord,
    refusals: ['not_found', 'import_not_ready', 'import_not_mapped'],
  },
  reverseImport: {
    summary: 'Have what the file wrote taken back, all of it or nothing; `status` and `done` say how far it is',
    ...byId,
    status: 201,
    answer: importRecord,
    refusals: ['not_found', 'import_not_committed'],
  },
  getRefusedRows: {
    summary: 'The refused rows as a file, each with its reason, to mend and send again',
    params: z.object({ id }),
    status: 200,
    answer: z.custom<{ filename: string; content: Uint8Array }>(),
    file: 'text/csv',
    refusals: ['not_found'],
  },
  getImportTemplate: {
    summary: 'A file with the headings of a kind and a row as a sample',
    query: templateQuery,
    status: 200,
    answer: z.custom<{ filename: string; content: Uint8Array }>(),
    file: 'text/csv',
    refusals: [],
  },
} as const satisfies SomeOperations;
