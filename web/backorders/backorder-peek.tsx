import { ActionIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import type { Backorder } from '#contract/backorders/backorder.ts';
import type { BackorderRow } from '#contract/backorders/backorder-list.ts';
import { useMayOf } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { timelineWords } from '#web/communications/timeline-words.ts';
import { CustomerFacts } from '#web/customers/party.tsx';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayOr, InstantText } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { Fact, Facts } from '#web/ui/page.tsx';
import { quantityText } from '#web/ui/quantity-text.ts';
import { SidePanel } from '#web/ui/side-panel.tsx';
import { FailedState, LoadingState } from '#web/ui/states.tsx';
import { BackorderBadge, badgeOf, ReadyBesides } from './backorder-badge.tsx';
import styles from './backorder-peek.module.css';
import { type BulkAct, BulkButtons } from './bulk-acts.tsx';
import { Promises } from './promise-section.tsx';
import { waitingSentence } from './waiting-words.ts';

/** One backorder beside the list: enough to answer a question on the telephone, and the way to all of it. */
export function BackorderPeek(props: {
  id: string;
  /** As the list has it, for what can be done about it here. */
  row: BackorderRow | undefined;
  onAct: (bulk: { act: BulkAct; rows: BackorderRow[] }) => void;
  onClose: () => void;
}) {
  const { id, row, onClose } = props;
  const { data, error, refetch } = useRead('getBackorder', { params: { id } });
  return (
    <SidePanel
      label={data ? t('peek.title', { number: data.number }) : t('state.loading')}
      heading={
        data && (
          <Link to="/backorders/$id" params={{ id }}>
            {data.number}
          </Link>
        )
      }
      tools={
        <>
          <ButtonLink to="/backorders/$id" params={{ id }} variant="default">
            {t('peek.open')}
          </ButtonLink>
          <ActionIcon aria-label={t('act.close')} onClick={onClose}>
            <X size={16} aria-hidden />
          </ActionIcon>
        </>
      }
    >
      {error && !data && (
        <FailedState what={t('backorder.thisBackorder')} error={error} onRetry={() => void refetch()} />
      )}
      {!error && !data && <LoadingState rows={6} />}
      {data && <Glance of={data} onAct={row && ((act) => props.onAct({ act, rows: [row] }))} row={row} />}
    </SidePanel>
  );
}

function Glance(props: { of: Backorder; row: BackorderRow | undefined; onAct: ((act: BulkAct) => void) | undefined }) {
  const { of: backorder, row, onAct } = props;
  const { today } = useCompany();
  const { isTheirs } = useMayOf(backorder);
  const waiting = backorder.lines.filter(({ outstanding }) => outstanding > 0);
  const done = backorder.lines.length - waiting.length;
  return (
    <>
      <p className="beside">
        <BackorderBadge of={badgeOf(backorder)} inCases />
        <ReadyBesides of={badgeOf(backorder)} inCases />
        <Flags
          of={{
            overdue: backorder.isOverdue,
            atRisk: backorder.isAtRisk && !backorder.isOverdue,
            noDate: backorder.hasNoDate,
            onHold: backorder.isOnHold,
            highPriority: backorder.highPriority,
            vip: backorder.customer.tier === 'vip',
          }}
        />
      </p>
      {backorder.outstanding > 0 && <p>{waitingSentence(backorder, today)}</p>}
      {row && onAct && !isTheirs && (
        <div className={styles.acts}>
          <BulkButtons rows={[row]} onAct={onAct} />
        </div>
      )}
      <ul className={styles.lines}>
        {waiting.map((line) => (
          <li key={line.id}>
            <Line of={line} />
          </li>
        ))}
        {done > 0 && <li className="quiet small">{t('peek.nothingToCome', { count: done })}</li>}
      </ul>
      <CustomerFacts of={backorder.customer} />
      <div className={styles.facts}>
        <Facts>
          <Fact name={t('backorder.order')}>
            <Link to="/orders/$id" params={{ id: backorder.orderId }}>
              {backorder.orderNumber}
            </Link>
          </Fact>
          <Fact name={t('backorder.projectedOn')}>
            {backorder.outstanding > 0 && <DayOr on={backorder.projectedOn} otherwise={t('backorders.noDate')} />}
          </Fact>
          <Fact name={t('order.rep')}>{backorder.salesRepName ?? t('order.noRep')}</Fact>
        </Facts>
      </div>
      <div>
        <h3 className={styles.part}>{t('peek.promises')}</h3>
        {backorder.promises.length > 0 ? (
          <Promises of={backorder.promises} />
        ) : (
          <p className="quiet small">{t('promise.none')}</p>
        )}
      </div>
      <LastContact of={backorder} />
    </>
  );
}

function Line({ of: line }: { of: Backorder['lines'][number] }) {
  const amount = (units: number) => quantityText(units, line.unitsPerCase);
  return (
    <>
      <div>{line.itemName}</div>
      <div className="quiet small">
        {t('backorders.outstandingOf', { outstanding: amount(line.outstanding), quantity: amount(line.quantity) })}
        {line.placeInQueue !== null && (
          <>
            {' · '}
            {t('supply.place')} {line.placeInQueue}
          </>
        )}
      </div>
    </>
  );
}

/** What was last said to the customer or by them. */
function LastContact({ of }: { of: Backorder }) {
  const { today, timeZone } = useCompany();
  const { data } = useRead('getBackorderTimeline', { params: { id: of.id }, query: { about: 'contact', limit: 1 } });
  const [last] = data?.data ?? [];
  const known = { items: new Map(), fulfillments: new Map(), backorders: new Map() };
  const words = last && timelineWords(last, { today, timeZone, known });
  return (
    <div>
      <h3 className={styles.part}>{t('peek.lastContact')}</h3>
      {data && !last && <p className="quiet small">{t('peek.noContact')}</p>}
      {last && words && (
        <>
          <div>{words.body ?? words.headline}</div>
          <div className="quiet small">
            {words.body !== null && `${words.headline} · `}
            {actorText(last.actor)} · <InstantText at={last.at} />
          </div>
        </>
      )}
    </div>
  );
}
