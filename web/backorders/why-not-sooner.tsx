import { CloseButton } from '@mantine/core';
import type { Backorder } from '#contract/backorders/backorder.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { Section } from '#web/ui/page.tsx';
import { FailedState, LoadingState } from '#web/ui/states.tsx';
import styles from './why-not-sooner.module.css';
import { whySentences } from './why-words.ts';

/** "Why not sooner?": each line's reasons as the queue and the shelf have them now. */
export function WhyNotSooner({ backorder, onClose }: { backorder: Backorder; onClose: () => void }) {
  const { data, error, refetch } = useRead('explainBackorder', { params: { id: backorder.id } });
  const { today, timeZone } = useCompany();
  const packOf = new Map(backorder.lines.map((line) => [line.id, line.unitsPerCase]));
  return (
    <Section
      title={t('why.title')}
      note={data && t(`why.policy.${data.policy}`)}
      actions={<CloseButton aria-label={t('act.close')} onClick={onClose} />}
    >
      {error && <FailedState what={t('why.title')} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingState rows={4} rowHeight={28} />}
      {data?.lines.map((line) => (
        <div key={line.backorderLineId} className={styles.line}>
          {data.lines.length > 1 && <h3>{line.itemName}</h3>}
          <ul>
            {whySentences(line, { unitsPerCase: packOf.get(line.backorderLineId) ?? 1, today, timeZone }).map(
              (sentence) => (
                <li key={sentence}>{sentence}</li>
              ),
            )}
          </ul>
        </div>
      ))}
    </Section>
  );
}
