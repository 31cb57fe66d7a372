import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { useMe } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { timelineWords } from '#web/communications/timeline-words.ts';
import { FollowUpItems } from '#web/follow-ups/follow-up-items.tsx';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayText, InstantText } from '#web/ui/date-text.tsx';
import { instantText } from '#web/ui/date-words.ts';
import { Figure, Figures } from '#web/ui/figures.tsx';
import { Section } from '#web/ui/page.tsx';
import styles from './home.module.css';
import { myLinks } from './home-links.ts';
import { BackorderLine, countText, WorkList } from './work-list.tsx';

type Mine = NonNullable<Answer<'getHome'>['mine']>;
const NOTHING_KNOWN = { items: new Map(), fulfillments: new Map(), backorders: new Map() };

/** A representative's day: their customers, whom to call, what can go out, what went wrong, what others did. */
export function MyHome({ of, since }: { of: Mine; since: string }) {
  const { timeZone } = useCompany();
  const links = myLinks(useMe().id ?? '0');
  const seen = useAct('markHomeSeen');
  const { overdue, today: dueToday, next } = of.followUps;
  return (
    <>
      <Figures label={t('home.figures')}>
        <Link {...links.open}>
          <Figure name={t('home.openBackorders')} value={countText(of.open)} />
        </Link>
        <Link {...links.ready}>
          <Figure name={t('home.ready')} value={countText(of.ready.count)} />
        </Link>
        <Link {...links.atRisk}>
          <Figure name={t('home.atRisk')} value={countText(of.atRisk.count)} past={of.atRisk.count > 0} />
        </Link>
        <Link {...links.notReviewed}>
          <Figure name={t('home.notReviewed')} value={countText(of.notReviewed)} />
        </Link>
      </Figures>
      <div className={styles.columns}>
        <Section
          title={t('home.followUps')}
          note={
            <>
              <Link {...links.overdue}>{t('home.overdueCount', { number: countText(overdue) })}</Link>
              {', '}
              <Link {...links.today}>{t('home.todayCount', { number: countText(dueToday) })}</Link>
            </>
          }
          actions={<Link to="/follow-ups">{t('home.allFollowUps')}</Link>}
        >
          {next.length === 0 ? <p className="quiet">{t('home.followUpsNone')}</p> : <FollowUpItems of={next} />}
        </Section>
        <Section
          title={t('home.changes', { since: instantText(since, timeZone).short })}
          flush
          actions={
            of.changes.length > 0 && (
              <Button variant="subtle" loading={seen.isBusy} onClick={() => void seen.submit({})}>
                {t('home.markSeen')}
              </Button>
            )
          }
        >
          {of.changes.length === 0 && <p className={`quiet ${styles.none}`}>{t('home.changesNone')}</p>}
          <ul className={styles.items}>
            {of.changes.map((change) => (
              <li key={change.id}>
                <Change of={change} />
              </li>
            ))}
          </ul>
        </Section>
        <Answers of={of.answers} />
        <WorkList
          title={t('home.ready')}
          of={of.ready}
          none={t('home.readyNone')}
          all={<Link {...links.ready}>{t('home.more', { number: countText(of.ready.count) })}</Link>}
        >
          {(item) => <BackorderLine of={item} quantity={item.readyQuantity} />}
        </WorkList>
        <WorkList
          title={t('home.atRisk')}
          of={of.atRisk}
          none={t('home.atRiskNone')}
          all={<Link {...links.atRisk}>{t('home.more', { number: countText(of.atRisk.count) })}</Link>}
        >
          {(item) => (
            <BackorderLine of={item} quantity={item.outstanding}>
              {item.promisedOn && (
                <span className="quiet">
                  {' · '}
                  <DayText on={item.promisedOn} />
                </span>
              )}
            </BackorderLine>
          )}
        </WorkList>
      </div>
    </>
  );
}

/** What customers decided on their pages since the last visit. */
function Answers({ of }: { of: Mine['answers'] }) {
  return (
    <Section title={t('customerPage.answers')} note={of.count > 0 && countText(of.count)} flush>
      {of.next.length === 0 && <p className={`quiet ${styles.none}`}>{t('customerPage.answersNone')}</p>}
      <ul className={styles.items}>
        {of.next.map((answer) => (
          <li key={answer.id}>
            <AnswerLine of={answer} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function AnswerLine({ of }: { of: Mine['answers']['next'][number] }) {
  const { today, timeZone } = useCompany();
  const { headline, body, details } = timelineWords(
    {
      ...of,
      at: of.answeredAt,
      actor: of.customerName,
      action: 'customer_answer.give',
      recordType: 'backorder',
      recordId: of.backorderId,
      items: {},
      about: 'contact',
      changes: of,
    },
    { today, timeZone, known: NOTHING_KNOWN },
  );
  return (
    <>
      <p>
        {of.backorderId ? (
          <Link to="/backorders/$id" params={{ id: of.backorderId }}>
            {of.backorderNumber}
          </Link>
        ) : (
          <Link to="/customers/$id" params={{ id: of.customerId }}>
            {of.customerName}
          </Link>
        )}{' '}
        {of.backorderId && `${of.customerName}: `}
        {headline}
        {body !== null && <span className="quiet"> – {body}</span>}
      </p>
      <div className="quiet small">
        <InstantText at={of.answeredAt} /> {details.join(' ')}
      </div>
    </>
  );
}

function Change({ of }: { of: Mine['changes'][number] }) {
  const { today, timeZone } = useCompany();
  const known = {
    ...NOTHING_KNOWN,
    backorders: new Map(of.backorderId === null ? [] : [[of.backorderId, of.backorderNumber ?? '']]),
  };
  const { headline, body } = timelineWords({ ...of, about: 'edits' }, { today, timeZone, known });
  return (
    <>
      <p>
        {of.backorderId === null ? (
          <Link to="/orders/$id" params={{ id: of.orderId }}>
            {of.orderNumber}
          </Link>
        ) : (
          <Link to="/backorders/$id" params={{ id: of.backorderId }}>
            {of.backorderNumber}
          </Link>
        )}{' '}
        {of.customerName}: {headline}
        {body !== null && <span className="quiet"> – {body}</span>}
      </p>
      <div className="quiet small">
        {actorText(of.actor)} · <InstantText at={of.at} />
      </div>
    </>
  );
}
