import { Link } from '@tanstack/react-router';
import { IMPORT_KINDS } from '#domain/importing/fields.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { Section } from '#web/ui/page.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { FailedState, LoadingState } from '#web/ui/states.tsx';
import { ImportActs } from './import-acts.tsx';
import { ImportMapping } from './import-mapping.tsx';
import type { ImportRecord } from './import-record.ts';
import styles from './imports.module.css';

/** A file: which column fills what, what becomes of its rows, and what became of them. */
export function ImportFile({ id }: { id: string }) {
  const { data, error, refetch } = useRead('getImport', { params: { id } }, { again: whileAtWork });
  if (error && !data) return <FailedState what={t('imports.title')} error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingState rows={8} />;
  const isOpen = data.status === 'ready' || data.status === 'failed';
  return (
    <>
      <Section title={data.filename} note={`${t(`imports.kind.${data.kind}`)} · ${t(`imports.status.${data.status}`)}`}>
        <div className={styles.steps}>
          <Counts of={data} />
          {data.problem && <p role="alert">{t(isOpen ? 'imports.failed' : 'imports.stays', { why: data.problem })}</p>}
          <ImportActs of={data} />
          {data.status === 'committed' && <Next of={data} />}
        </div>
      </Section>
      {isOpen && <ImportMapping key={JSON.stringify(data.mapping)} of={data} />}
      {data.refusals.length > 0 && isMapped(data) && <Refusals of={data} />}
    </>
  );
}

/** Before its required fields have columns, every row is refused for that. */
const isMapped = ({ fields, mapping }: ImportRecord) =>
  fields.every(({ name, isRequired }) => !isRequired || mapping[name]);

/** Its progress is looked at while it is written or taken back. */
const whileAtWork = (data: ImportRecord | undefined) =>
  data?.status === 'committing' || data?.status === 'reversing' ? 700 : false;

/** What was written stays so until all of it is taken back. */
const SAID: Partial<Record<ImportRecord['status'], 'did' | 'undid'>> = {
  committed: 'did',
  reversing: 'did',
  reversed: 'undid',
};

function Counts({ of: { counts, status } }: { of: ImportRecord }) {
  const words = SAID[status] ?? 'will';
  return (
    <ul className={styles.counts} aria-label={t('imports.counts')}>
      {(['create', 'update', 'same', 'refused'] as const).map((outcome) => (
        <li key={outcome} data-bad={(outcome === 'refused' && counts.refused > 0) || undefined}>
          <strong>{numberText(counts[outcome])}</strong>
          <span>{t(`imports.${words}.${outcome}`)}</span>
        </li>
      ))}
    </ul>
  );
}

/** The kind that comes after it; after open orders, what waits. */
function Next({ of: { kind, mapping } }: { of: ImportRecord }) {
  const isHeads = (kind === 'orders' || kind === 'purchase_orders') && !mapping.sku;
  if (isHeads)
    return (
      <p className="beside">
        <ButtonLink to="/settings/import" search={{ kind }}>
          {t('imports.lines')}
        </ButtonLink>
      </p>
    );
  const next = kind === 'orders' ? undefined : IMPORT_KINDS[IMPORT_KINDS.indexOf(kind) + 1];
  return (
    <p className="beside">
      {next && (
        <ButtonLink to="/settings/import" search={{ kind: next }}>
          {t('imports.next', { kind: t(`imports.kind.${next}`) })}
        </ButtonLink>
      )}
      <Link to="/orders/backorders">{t('imports.toBackorders')}</Link>
    </p>
  );
}

function Refusals({ of: { id, refusals, counts } }: { of: ImportRecord }) {
  return (
    <Section
      title={t('imports.refused')}
      note={refusals.length < counts.refused ? t('imports.first', { shown: refusals.length }) : undefined}
      actions={
        <a href={`/api/v1/imports/${id}/refused-rows.csv`} download>
          {t('imports.refusedFile')}
        </a>
      }
      flush
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('imports.line')}</th>
            <th scope="col">{t('imports.column')}</th>
            <th scope="col">{t('imports.value')}</th>
            <th scope="col">{t('imports.why')}</th>
          </tr>
        </thead>
        <tbody>
          {refusals.map(({ row, column, value, reason }) => (
            <tr key={row}>
              <td>{row}</td>
              <td>{column ?? '–'}</td>
              <td>{value || '–'}</td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
