import { ActionIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import type { Backorder } from '#contract/backorders/backorder.ts';
import { useRead } from '#web/api/read.ts';
import { CustomerFacts } from '#web/customers/party.tsx';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayOr } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { Fact, Facts } from '#web/ui/page.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { SidePanel } from '#web/ui/side-panel.tsx';
import { FailedState, LoadingState } from '#web/ui/states.tsx';
import { BackorderBadge, badgeOf, ReadyBesides } from './backorder-badge.tsx';
import { waitingSentence } from './waiting-words.ts';

/** One backorder beside the list: enough to answer a question on the telephone, and the way to all of it. */
export function BackorderPeek({ id, onClose }: { id: string; onClose: () => void }) {
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
      {data && <Glance of={data} />}
    </SidePanel>
  );
}

function Glance({ of: backorder }: { of: Backorder }) {
  const { today } = useCompany();
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
      <ul>
        {backorder.lines.map((line) => (
          <li key={line.id}>
            <div>{line.itemName}</div>
            <div className="quiet small">
              {t('backorders.outstandingOf', {
                outstanding: amountText(line.outstanding, line.unitsPerCase),
                quantity: amountText(line.quantity, line.unitsPerCase),
              })}
              {line.placeInQueue !== null && (
                <>
                  {' · '}
                  {t('supply.place')} {line.placeInQueue}
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
      <Facts>
        <Fact name={t('backorder.order')}>
          <Link to="/orders/$id" params={{ id: backorder.orderId }}>
            {backorder.orderNumber}
          </Link>
        </Fact>
        <Fact name={t('backorder.promisedOn')}>
          <DayOr on={backorder.promisedOn} otherwise={t('backorders.noDate')} />
        </Fact>
        <Fact name={t('backorder.projectedOn')}>
          {backorder.outstanding > 0 && <DayOr on={backorder.projectedOn} otherwise={t('backorders.noDate')} />}
        </Fact>
        <Fact name={t('order.rep')}>{backorder.salesRepName ?? t('order.noRep')}</Fact>
      </Facts>
      <CustomerFacts of={backorder.customer} />
    </>
  );
}
