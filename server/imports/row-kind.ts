import type { z } from 'zod';
import type { Refusal } from '#contract/errors.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { Lookup } from './lookup.ts';

/** What a row says, by field: numbers and days in one form, what is empty left out. */
export type Values = Readonly<Record<string, string>>;
/** What a row would do, or why it cannot. */
export type Verdict =
  | { outcome: 'create' | 'update' | 'same' }
  | { outcome: 'refused'; field: string | null; reason: string };
/** What a row did: its record; where it was changed, what it was before and its version since. */
export type Written = { recordType: string; recordId: string; before?: object; versionAfter?: number };

export const changed = (recordType: string, before: { id: string }, { version }: { version: number }): Written => ({
  recordType,
  recordId: before.id,
  before,
  versionAfter: version,
});

/** How rows of a kind are judged and written, each by itself. */
export type RowKind = {
  /** By which values two rows are about the same. */
  keys: (values: Values) => string[];
  judge: (values: Values, lookup: Lookup, company: { currency: string; today: string }) => Verdict;
  write: (viewer: Viewer, work: Work, values: Values, lookup: Lookup) => Promise<Written | { refusal: Refusal }>;
};

export const refused = (field: string | null, reason: string): Verdict => ({ outcome: 'refused', field, reason });

/** What the contract says against a body, at the field that is to blame. */
export function against(schema: z.ZodType, body: unknown, fieldOf: Record<string, string> = {}): Verdict | null {
  const { error } = schema.safeParse(body);
  const issue = error?.issues[0];
  if (!issue) return null;
  const name = String(issue.path.findLast((part) => typeof part === 'string' && part !== 'amount') ?? '');
  return refused(fieldOf[name] ?? (name || null), plainly(issue));
}

type Issue = z.core.$ZodIssue;

/** What is wrong with a cell, in words of people; a rule of the contract that says its own is left to it. */
function plainly(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string' ? 'is empty' : `is less than ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string'
        ? `has more than ${issue.maximum} characters`
        : `is more than ${issue.maximum.toLocaleString('en')}`;
    case 'invalid_type':
      return issue.expected === 'int' ? 'is not a whole number' : 'is no such value';
    case 'invalid_format':
      return issue.format === 'email' ? 'is no e-mail address' : issue.message;
    default:
      return issue.message;
  }
}

/** Whether all that a row gives is so already. */
export function isSame(values: Values, now: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(values).every(([name, value]) => !(name in now) || String(now[name] ?? '') === value);
}
