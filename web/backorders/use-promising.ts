import { useState } from 'react';
import type { BackorderRow } from '#contract/backorders/backorder-list.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { tell } from '#web/ui/toast.tsx';
import { type BulkProps, refusedOf } from './do-for-all.tsx';

/** How many the server takes in one request. */
const MOST_AT_ONCE = 500;

/** How the customers hear of it: not now, by a follow-up of today, or they were told. */
export const HOW_TOLD = ['not_yet', 'remind', 'phone', 'email', 'in_person', 'other'] as const;
export type HowTold = (typeof HOW_TOLD)[number];

type Values = {
  /** By backorder, where another date than the projected one is typed; null is "no date yet". */
  days: Record<string, string | null>;
  reasons: Record<string, string>;
  /** For every date that is earlier than supply and has no reason of its own. */
  reason: string;
  how: HowTold;
  text: string;
  nextFollowUpOn: string;
};
const start = (): Values => ({
  days: {},
  reasons: {},
  reason: '',
  how: 'not_yet',
  text: t('bulk.promiseTold'),
  nextFollowUpOn: '',
});

export type Promising = ReturnType<typeof usePromising>;

/** What is typed into the table of promises, and its one request; what was refused stays with its reason. */
export function usePromising({ rows, onLeftAlone, onClose }: BulkProps) {
  const form = useForm<Values>(`promises ${rows.map(({ id }) => id).join(' ')}`, start());
  const act = useAct('promiseBackorders');
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  const { values } = form;
  const left = rows.filter(({ id }) => !done.has(id));
  const shown = left.slice(0, MOST_AT_ONCE);
  const dayOf = ({ id, projectedOn }: BackorderRow) => (id in values.days ? (values.days[id] ?? null) : projectedOn);
  const isEarly = (row: BackorderRow) => comesBefore(dayOf(row), row.projectedOn);

  async function submit() {
    const promises = shown.map((row) => promiseOf(row, values, { on: dayOf(row), isEarly: isEarly(row) }));
    const answer = await act.submit({ body: { promises, ...toldIn(values) } });
    if (!answer) return;
    const leftAlone = new Map(refusedOf(answer).map(({ id, why }) => [id, why]));
    const stays = left.filter(({ id }) => leftAlone.has(id) || !shown.some((row) => row.id === id));
    setRefused(leftAlone);
    setDone(new Set(rows.filter((row) => !stays.includes(row)).map(({ id }) => id)));
    onLeftAlone(leftAlone);
    tell(t('bulk.promised', { count: shown.length - leftAlone.size }));
    if (stays.length > 0) return;
    form.forget();
    onClose();
  }

  return { form, act, shown, later: left.length - shown.length, refused, dayOf, isEarly, submit };
}

/** Whether a date comes before the one that supply gives; any date does where it gives none. */
const comesBefore = (on: string | null, projectedOn: string | null) =>
  on !== null && (projectedOn === null || on < projectedOn);

function promiseOf({ id }: BackorderRow, values: Values, { on, isEarly }: { on: string | null; isEarly: boolean }) {
  const reason = (values.reasons[id] ?? '').trim() || values.reason.trim() || null;
  const notifyCustomer = values.how === 'remind';
  return { backorderId: id, promisedOn: on, reason: isEarly ? reason : null, notifyCustomer };
}

function toldIn({ how, text, nextFollowUpOn }: Values) {
  if (!isMeans(how)) return {};
  return { told: { method: how, text: text.trim(), nextFollowUpOn: nextFollowUpOn || null } };
}

/** Whether they were told, and so there is something to log. */
export function isMeans(how: HowTold): how is Exclude<HowTold, 'not_yet' | 'remind'> {
  return how !== 'not_yet' && how !== 'remind';
}
