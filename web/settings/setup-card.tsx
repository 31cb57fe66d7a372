import { Link } from '@tanstack/react-router';
import { Check, Circle } from 'lucide-react';
import type { Answer } from '#contract/operations.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { useCompany } from '#web/ui/company.ts';
import { Section } from '#web/ui/page.tsx';
import styles from './setup-card.module.css';

type Step = Answer<'getSetup'>['steps'][number];

/** Where each step is done. */
const WAYS = {
  company: { to: '/settings', search: { edit: 'company' } },
  people: { to: '/settings/people', search: { edit: 'new' } },
  warehouses: { to: '/settings/warehouses', search: { edit: 'new' } },
  suppliers: { to: '/suppliers', search: { edit: 'new' } },
  customers: { to: '/customers/new', search: {} },
  products: { to: '/products/new', search: {} },
  stock: { to: '/stock', search: {} },
  orders: { to: '/orders/new', search: {} },
} as const;

/** What a new company still needs before its first order, for who sets it up; nothing once all of it is there. */
export function SetupCard() {
  const may = useMay();
  const isAdministrator = may('settings.write');
  const { data: setup } = useRead('getSetup', {}, { enabled: isAdministrator });
  if (!isAdministrator || !setup || setup.isDone) return null;
  const next = setup.steps.find(({ isDone }) => !isDone);
  const done = setup.steps.filter(({ isDone }) => isDone).length;
  return (
    <Section
      title={t('setup.title')}
      note={t('setup.note', { done, all: setup.steps.length })}
      actions={<Link to="/settings/import">{t('setup.import')}</Link>}
      flush
    >
      <ol className={styles.steps}>
        {setup.steps.map((step) => (
          <StepRow key={step.step} step={step} isNext={step === next} />
        ))}
      </ol>
    </Section>
  );
}

/** What becomes of what has no stock, by the company's rule. */
function Missing() {
  const { data: settings } = useRead('getSettings', {});
  return settings ? t(`setup.orders.missing.${settings.backorderCreation}`) : null;
}

function StepRow({ step: { step, isDone, count }, isNext }: { step: Step; isNext: boolean }) {
  const { name } = useCompany();
  const has = step === 'company' ? t('setup.company.has', { name }) : t(`setup.${step}.has`, { count });
  return (
    <li className={styles.step} aria-current={isNext ? 'step' : undefined}>
      <span className={isDone ? styles.done : styles.undone}>
        {isDone ? <Check size={16} aria-hidden /> : <Circle size={16} aria-hidden />}
        {isDone && <span className="visually-hidden">{t('setup.done')}</span>}
      </span>
      <div>
        <div className={styles.name}>{t(`setup.${step}.name`)}</div>
        <div className="quiet small">
          {isDone ? has : t(`setup.${step}.why`)} {step === 'orders' && !isDone && <Missing />}
        </div>
      </div>
      {!isDone && (
        <ButtonLink {...WAYS[step]} variant={isNext ? 'filled' : 'default'}>
          {t(`setup.${step}.act`)}
        </ButtonLink>
      )}
    </li>
  );
}
