import { Link } from '@tanstack/react-router';
import type { Backorder } from '#contract/backorders/backorder.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { AddressLines } from '#web/customers/party.tsx';
import { hasWords, t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { reasonText } from '#web/records/reasons.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayOr, DayText } from '#web/ui/date-text.tsx';
import { Money } from '#web/ui/money.tsx';
import { Fact, Facts } from '#web/ui/page.tsx';
import { Refused } from '#web/ui/states.tsx';
import { wordsOfCode } from '#web/ui/words-of-code.ts';
import { ageText } from './age-text.ts';
import { projectionReason } from './waiting-words.ts';

/** What is known of a backorder beside its lines. */
export function BackorderFacts({ backorder }: { backorder: Backorder }) {
  const { today } = useCompany();
  // The date of the whole is the date of the line that comes last.
  const last = backorder.lines.find((line) => line.outstanding > 0 && line.projectedOn === backorder.projectedOn);
  const reason = last ? projectionReason(last, today) : null;
  return (
    <Facts>
      <Fact name={t('backorder.order')}>
        <Link to="/orders/$id" params={{ id: backorder.orderId }}>
          {backorder.orderNumber}
        </Link>
      </Fact>
      <Fact name={t('order.orderedOn')}>
        <DayText on={backorder.orderedOn} />
      </Fact>
      <Fact name={t('backorder.createdOn')}>
        <DayText on={backorder.createdOn} /> <span className="quiet">· {ageText(backorder.ageDays)}</span>
        <div className="quiet small">{actorText(backorder.createdBy)}</div>
      </Fact>
      <Fact name={t('backorder.cause')}>
        <Cause backorder={backorder} />
      </Fact>
      <Fact name={t('backorder.promisedOn')}>
        <DayOr on={backorder.promisedOn} otherwise={t('backorders.noDate')} />
      </Fact>
      <Fact name={t('backorder.projectedOn')}>
        {backorder.outstanding === 0 ? null : (
          <>
            <DayOr on={backorder.projectedOn} otherwise={t('backorders.noDate')} />
            {reason && <div className="quiet small">{reason}</div>}
          </>
        )}
      </Fact>
      <Fact name={t('backorder.value')}>{backorder.outstanding > 0 && <Money of={backorder.outstandingValue} />}</Fact>
      <Fact name={t('order.terms')}>{wordsOfCode(backorder.terms)}</Fact>
      <Fact name={t('order.rep')}>{backorder.salesRepName ?? t('order.noRep')}</Fact>
      <Fact name={t('order.requestedOn')}>
        <DayOr on={backorder.requestedOn} otherwise={t('order.notAsked')} />
        <OwnTerm of={backorder} term="requestedOn" />
      </Fact>
      <Fact name={t('order.shipPolicy')}>
        {t(`shipPolicy.${backorder.shipPolicy}`)}
        <OwnTerm of={backorder} term="shipPolicy" />
      </Fact>
      <Fact name={t('order.deliveryAddress')}>
        <AddressLines of={backorder.deliveryAddress} />
        <OwnTerm of={backorder} term="deliveryAddress" />
      </Fact>
      <Fact name={t('order.notes')}>
        {backorder.notes}
        <OwnTerm of={backorder} term="notes" />
      </Fact>
    </Facts>
  );
}

/** That a term is the backorder's own, and the way back to what its order says. */
function OwnTerm({ of: backorder, term }: { of: Backorder; term: Backorder['ownTerms'][number] }) {
  const may = useMay();
  const act = useAct('updateBackorder');
  if (!backorder.ownTerms.includes(term)) return null;
  const follow = () => act.submit({ params: { id: backorder.id }, body: { followOrder: [term] } });
  return (
    <div className="quiet small">
      {t('backorder.ownTerm')}{' '}
      {backorder.outstanding > 0 && may('backorders.write') && (
        <button type="button" className="link" disabled={act.isBusy} onClick={() => void follow()}>
          {t('backorder.followOrder')}
        </button>
      )}
      <Refused error={act.error} />
    </div>
  );
}

function Cause({ backorder }: { backorder: Backorder }) {
  const key = `backorder.causes.${backorder.cause}`;
  return (
    <>
      {hasWords(key) ? t(key as 'backorder.causes.manual') : wordsOfCode(backorder.cause)}
      {backorder.cause === 'manual' && backorder.reason && (
        <div className="quiet small">{reasonText(backorder.reason)}</div>
      )}
    </>
  );
}
