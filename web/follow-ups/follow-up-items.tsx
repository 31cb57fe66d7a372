import { Button, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Phone } from 'lucide-react';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { addDays } from '#domain/time/calendar.ts';
import { useMay, useMe } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { FollowUpDay, soon } from '#web/communications/follow-up-day.tsx';
import { outcomeWords } from '#web/communications/timeline-words.ts';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { type Form, useForm } from '#web/records/use-form.ts';
import { Choice } from '#web/ui/choice.tsx';
import { useCompany } from '#web/ui/company.ts';
import { DayText } from '#web/ui/date-text.tsx';
import { dayText } from '#web/ui/date-words.ts';
import { ActButtons, FormFrame, Restored } from '#web/ui/form.tsx';
import { Refused } from '#web/ui/states.tsx';
import { tell, tellUndo } from '#web/ui/toast.tsx';
import styles from './follow-up-items.module.css';

type FollowUp = Answer<'closeFollowUp'>;
const OUTCOMES = ['reached', 'no_answer', 'left_message', 'not_needed'] as const;

/** Whom to speak with, about what, and what came of it: closed or put off where it stands. */
export function FollowUpItems({ of }: { of: readonly FollowUp[] }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <ul className={styles.items}>
      {of.map((followUp) => (
        <li key={followUp.id}>
          <Item
            followUp={followUp}
            isOpen={open === followUp.id}
            onOpen={() => setOpen(open === followUp.id ? null : followUp.id)}
            onClose={() => setOpen(null)}
          />
        </li>
      ))}
    </ul>
  );
}

function Item(props: { followUp: FollowUp; isOpen: boolean; onOpen: () => void; onClose: () => void }) {
  const { followUp } = props;
  const { today } = useCompany();
  const snooze = useAct('snoozeFollowUp');
  const canAct = useCanAct(followUp);
  async function putOff() {
    const params = { id: followUp.id };
    const before = followUp.dueOn < today ? today : followUp.dueOn;
    const done = await snooze.submit({ params, body: { until: addDays(today, 1) } });
    if (!done) return;
    tellUndo(t('followUps.snoozed', { day: dayText(done.dueOn, today) }), () => {
      void snooze.submit({ params, body: { until: before } });
    });
  }
  return (
    <>
      <div className={styles.head}>
        <What of={followUp} />
        <div className={styles.acts}>
          {followUp.customerPhone && followUp.closedAt === null && (
            <a href={`tel:${followUp.customerPhone.replace(/[^+\d]/g, '')}`} className="small nowrap">
              <Phone size={12} aria-hidden /> {followUp.customerPhone}
            </a>
          )}
          {canAct && (
            <>
              <Button variant="default" aria-expanded={props.isOpen} onClick={props.onOpen}>
                {t('followUps.done')}
              </Button>
              <Button variant="subtle" loading={snooze.isBusy} onClick={() => void putOff()}>
                {t('followUps.snooze')}
              </Button>
            </>
          )}
        </div>
      </div>
      <Refused error={snooze.error} />
      {props.isOpen && canAct && <OutcomeForm id={followUp.id} onClose={props.onClose} />}
    </>
  );
}

function useCanAct({ assignedToId, closedAt }: FollowUp): boolean {
  const me = useMe();
  const may = useMay();
  const isTheirs = me.role !== 'sales_rep' || assignedToId === null || assignedToId === me.id;
  return closedAt === null && may('backorders.write') && isTheirs;
}

/** Whom it is about and why, until when, and what came of it. */
function What({ of }: { of: FollowUp }) {
  return (
    <div>
      <strong>{of.customerName}</strong> <About of={of} />
      <div className="small">{of.subject ?? of.said ?? t(`followUps.cause.${of.cause}`)}</div>
      <div className="quiet small">
        <span className={of.isOverdue ? styles.late : undefined}>
          {t('followUps.dueOn')} <DayText on={of.dueOn} />
        </span>
        {' · '}
        {of.assignedToName ?? t('followUps.nobody')}
        {of.contactPreference && ` · ${t('timeline.prefers', { preference: of.contactPreference })}`}
      </div>
      {of.outcome !== null && (
        <div className="small">
          {t('followUps.by', { outcome: outcomeWords(of.outcome), by: actorText(of.closedBy ?? '') })}
          {of.outcomeNotes && `: ${of.outcomeNotes}`}
        </div>
      )}
    </div>
  );
}

function About({ of }: { of: FollowUp }) {
  return of.backorderId === null ? (
    <Link to="/orders/$id" params={{ id: of.orderId }}>
      {of.orderNumber}
    </Link>
  ) : (
    <Link to="/backorders/$id" params={{ id: of.backorderId }}>
      {of.backorderNumber}
    </Link>
  );
}

function OutcomeForm({ id, onClose }: { id: string; onClose: () => void }) {
  const act = useAct('closeFollowUp');
  const form = useForm(`outcome ${id}`, NO_OUTCOME);
  const { outcome, notes, next } = form.values;
  async function submit() {
    const body = { outcome, notes: notes.trim() || null, nextFollowUpOn: next || null };
    if (!(await act.submit({ params: { id }, body }))) return;
    tell(t('followUps.saved'));
    close();
  }
  function close() {
    form.forget();
    onClose();
  }
  return (
    <FormFrame className={styles.outcome} label={t('followUps.outcome')} onSubmit={() => void submit()}>
      {form.startOver && <Restored onStartOver={form.startOver} />}
      <OutcomeFields form={form} />
      <Refused error={act.error} />
      <ActButtons act={t('followUps.save')} isBusy={act.isBusy} onClose={close} />
    </FormFrame>
  );
}

type Outcome = { outcome: (typeof OUTCOMES)[number]; notes: string; next: string };
const NO_OUTCOME: Outcome = { outcome: 'reached', notes: '', next: '' };

function OutcomeFields({ form }: { form: Form<Outcome> }) {
  const { today } = useCompany();
  const { outcome, notes, next } = form.values;
  return (
    <>
      <Choice
        label={t('followUps.outcome')}
        showsLabel
        options={OUTCOMES.map((value) => ({ value, label: t(`followUps.outcomes.${value}`) }))}
        value={outcome}
        onChange={(chosen) => form.set({ outcome: chosen })}
      />
      <Textarea
        label={t('followUps.notes')}
        autosize={false}
        rows={2}
        maxLength={4000}
        value={notes}
        onChange={(event) => form.set({ notes: event.currentTarget.value })}
      />
      <FollowUpDay
        label={t('followUps.next')}
        value={next}
        onChange={(day) => form.set({ next: day })}
        days={soon(today)}
      />
    </>
  );
}
