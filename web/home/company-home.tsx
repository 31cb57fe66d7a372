import { Link } from '@tanstack/react-router';
import { BadgeCheck, ShieldAlert } from 'lucide-react';
import type { Answer } from '#contract/operations.ts';
import { t } from '#web/i18n/words.ts';
import { InstantText } from '#web/ui/date-text.tsx';
import { Figure, Figures } from '#web/ui/figures.tsx';
import { Money } from '#web/ui/money.tsx';
import { Section } from '#web/ui/page.tsx';
import { TabCount } from '#web/ui/tab-list.tsx';
import styles from './home.module.css';
import { companyLinks } from './home-links.ts';
import { Rises } from './rises.tsx';
import { Trend } from './trend.tsx';
import { WaitingBy } from './waiting-by.tsx';
import { backordersText } from './work-list.tsx';

type Company = NonNullable<Answer<'getHome'>['company']>;

/** What needs attention, what is at stake, and whether it grows. */
export function CompanyHome({ of }: { of: Company }) {
  return (
    <>
      <Figures label={t('home.figures')}>
        <Link {...companyLinks.open}>
          <Stake
            name={t('home.openValue')}
            count={of.openBackorders.count}
            value={of.openBackorders.outstandingValue}
          />
        </Link>
        <Link {...companyLinks.atRisk}>
          <Stake
            name={t('home.valueAtRisk')}
            count={of.atRisk.count}
            value={of.atRisk.outstandingValue}
            past={of.atRisk.count > 0}
          />
        </Link>
        <Link {...companyLinks.readyNotShipped}>
          <Stake
            name={t('home.readyNotShipped')}
            count={of.readyNotShipped.count}
            value={of.readyNotShipped.readyValue}
          />
        </Link>
        <Link to="/exceptions" search={{ kind: 'books_do_not_balance' }}>
          <Figure name={t('home.books')} value={<Books of={of.books} />} />
        </Link>
      </Figures>
      <div className={styles.columns}>
        <Section title={t('home.attention')} actions={<Link to="/exceptions">{t('home.allExceptions')}</Link>} flush>
          {of.attention.length === 0 && <p className={`quiet ${styles.none}`}>{t('home.attentionNone')}</p>}
          <ul className={styles.items}>
            {of.attention.map(({ kind, count }) => (
              <li key={kind}>
                <div className={styles.line}>
                  <Link {...companyLinks.attention(kind)} className={styles.grow}>
                    {t(`exceptions.kind.${kind}`)}
                  </Link>
                  <TabCount of={count} />
                </div>
              </li>
            ))}
          </ul>
        </Section>
        <Rises of={of.rises} />
        <Section title={t('home.trend')}>
          <Trend of={of.trend} />
        </Section>
        <WaitingBy by="rep" />
        <WaitingBy by="supplier" />
      </div>
    </>
  );
}

function Stake({
  name,
  count,
  value,
  past,
}: {
  name: string;
  count: number;
  value: Company['readyNotShipped']['readyValue'];
  past?: boolean;
}) {
  return (
    <>
      <Figure name={name} value={<Money of={value} />} past={past} />
      <span className="quiet small">{backordersText(count)}</span>
    </>
  );
}

function Books({ of }: { of: Company['books'] }) {
  if (of.verifiedAt === null) return <span className="quiet small">{t('home.unverified')}</span>;
  return (
    <>
      <span className={`${styles.books} ${of.balanced ? styles.good : styles.bad}`}>
        {of.balanced ? <BadgeCheck size={18} aria-hidden /> : <ShieldAlert size={18} aria-hidden />}
        {t(of.balanced ? 'home.balanced' : 'home.unbalanced')}
      </span>
      <div className="quiet small">
        <InstantText at={of.verifiedAt} />
      </div>
    </>
  );
}
