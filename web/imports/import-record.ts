import type { Answer } from '#contract/operations.ts';

/** A file as the screens show it. */
export type ImportRecord = Answer<'getImport'>;
