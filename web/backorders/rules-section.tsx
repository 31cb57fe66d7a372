import type { Backorder } from '#contract/backorders/backorder.ts';
import { t } from '#web/i18n/words.ts';
import { reasonText } from '#web/records/reasons.ts';
import { DayOr } from '#web/ui/date-text.tsx';
import { Fact, Facts, Section } from '#web/ui/page.tsx';

/** The rules that decide what becomes of a backorder, each as it stands for this one. */
export function RulesSection({ backorder }: { backorder: Backorder }) {
  const rules = [...new Set(backorder.lines.map(({ shortageRule }) => shortageRule))];
  const place = backorder.manualRank === 0 ? null : backorder.manualRank < 0 ? 'ahead' : 'behind';
  return (
    <Section title={t('rules.title')}>
      <Facts>
        <Fact name={t('order.shipPolicy')}>{t(`shipPolicy.${backorder.shipPolicy}`)}</Fact>
        <Fact name={t('rules.shortage')}>{rules.map((rule) => t(`shortageRule.${rule}`)).join(', ')}</Fact>
        <Fact name={t('order.requestedOn')}>
          <DayOr on={backorder.requestedOn} otherwise={t('order.notAsked')} />
        </Fact>
        <Fact name={t('rules.rank')}>
          {[
            backorder.highPriority && t('flag.highPriority.name'),
            t(`customerTier.${backorder.customer.tier}`),
            place && t(`priority.${place}`),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Fact>
        <Fact name={t('flag.onHold.name')}>{backorder.holds.map(({ reason }) => reasonText(reason)).join(', ')}</Fact>
      </Facts>
    </Section>
  );
}
