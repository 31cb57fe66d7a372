import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { ContactForm } from '#web/communications/contact-form.tsx';
import { t } from '#web/i18n/words.ts';
import { DayOr } from '#web/ui/date-text.tsx';
import { Fact, Facts } from '#web/ui/page.tsx';
import { MessageToSend, type ToSend } from './message-to-send.tsx';
import styles from './to-tell-page.module.css';

export type Proposal = Answer<'listMessageProposals'>['data'][number];

/** What one customer would read, what is known of them, and a call logged instead. `together` are chosen ones that go in the same mail. */
export function ProposalDraft({
  of,
  together,
  isAsked,
}: {
  of: Proposal;
  together: readonly Proposal[];
  isAsked: boolean;
}) {
  const may = useMay();
  const [calls, setCalls] = useState(false);
  const section = useRef<HTMLElement>(null);
  // On a phone it stands above the rows.
  useEffect(() => {
    if (isAsked) section.current?.scrollIntoView({ block: 'nearest' });
  }, [isAsked]);
  return (
    <section
      ref={section}
      className={styles.draft}
      data-unasked={!isAsked || undefined}
      aria-label={t('toTell.draftOf', { number: of.backorderNumber })}
    >
      <Facts>
        <Fact name={t('toTell.customer')}>
          <Link to="/customers/$id" params={{ id: of.customerId }}>
            {of.customerName}
          </Link>
          {of.customerPhone && <div className="small">{of.customerPhone}</div>}
        </Fact>
        <Fact name={t('toTell.backorder')}>
          <Link to="/backorders/$id" params={{ id: of.backorderId }}>
            {of.backorderNumber}
          </Link>
          <div className="quiet small">{t('toTell.waited', { count: of.waitedDays })}</div>
        </Fact>
        <Fact name={t('toTell.heard')}>
          <DayOr on={of.heardOn} otherwise={t('toTell.never')} />
        </Fact>
        <Fact name={t('toTell.rep')}>{of.salesRepName}</Fact>
      </Facts>
      {together.length > 1 && <p className="small">{t('toTell.together', { count: together.length })}</p>}
      <MessageToSend of={together.length > 1 ? gathered(together) : draftOf(of)} />
      {may('backorders.write') && !calls && (
        <button type="button" className="link" onClick={() => setCalls(true)}>
          {t('toTell.callInstead')}
        </button>
      )}
      {calls && <ContactForm of={{ record: 'backorder', id: of.backorderId, customerId: of.customerId }} />}
    </section>
  );
}

/** A moved date is promised as it is told. */
function draftOf({ event, backorderId, projectedOn }: Proposal): ToSend {
  return event === 'date_moved'
    ? { event, body: { backorderId, promisedOn: projectedOn, reason: null } }
    : { event, body: { backorderId } };
}

function gathered(together: readonly Proposal[]): ToSend {
  return { event: 'digest', body: { together: together.map(({ backorderId }) => backorderId) } };
}
