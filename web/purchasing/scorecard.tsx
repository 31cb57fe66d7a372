import type { Answer } from '#contract/operations.ts';
import { t } from '#web/i18n/words.ts';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Section } from '#web/ui/page.tsx';
import { numberText } from '#web/ui/quantity-text.ts';

type Pool = Answer<'getSupplierReliability'>['pools'][number];
type Level = 'p50' | 'p80' | 'p90';

/** The days receipts took, by whom they are compared with, and how often dates said from them were kept. */
export function Scorecard({ pools }: { pools: readonly Pool[] }) {
  const level = (name: Level) => ({
    name: t(`reliability.level.${name}`),
    align: 'end' as const,
    cell: (pool: Pool) => <AtLevel pool={pool} level={name} />,
  });
  return (
    <Section title={t('reliability.title')} note={t('reliability.note')} flush>
      <LinesTable
        label={t('reliability.title')}
        lines={pools.map((pool) => ({ ...pool, id: `${pool.pool} ${pool.warehouseId ?? ''}` }))}
        item={{
          name: t('reliability.pool'),
          cell: ({ pool, warehouseName }) => t(`reliability.pools.${pool}`, { warehouse: warehouseName ?? '' }),
        }}
        columns={[
          { name: t('reliability.receipts'), align: 'end', cell: ({ receipts }) => numberText(receipts) },
          level('p50'),
          level('p80'),
          level('p90'),
        ]}
      />
    </Section>
  );
}

function AtLevel({ pool, level }: { pool: Pool; level: Level }) {
  const days = pool[`${level}Days`];
  const kept = pool.keptShare[level];
  const recent = pool.recent.keptShare[level];
  const widenedBy = pool.recent.widenedBy[level] ?? 1;
  if (days === null) return <span className="quiet">{t('reliability.tooFew')}</span>;
  const told = pool.toldAt.includes(level) ? ` · ${t('reliability.told')}` : '';
  return (
    <>
      <strong className="nowrap">{t('reliability.days', { count: days })}</strong>
      <div className="quiet small">
        {kept !== null && t('reliability.kept', { share: percent(kept) })}
        {recent !== null && `, ${t('reliability.keptRecent', { share: percent(recent), count: pool.recent.dates })}`}
        {told}
      </div>
      {widenedBy > 1 && (
        <div className="quiet small">{t('reliability.widened', { share: percent(widenedBy - 1) })}</div>
      )}
    </>
  );
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
