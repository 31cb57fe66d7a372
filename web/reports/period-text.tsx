import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';

/** Of which days a list is, where its address says both. */
export function PeriodText(props: {
  of: { from?: string; to?: string };
  words: 'reports.service.period' | 'reports.kept.period';
  basis?: string;
}) {
  const { of, words, basis } = props;
  const { today } = useCompany();
  if (!of.from || !of.to) return null;
  return t(words, { from: dayText(of.from, today), to: dayText(of.to, today), basis: basis ?? '' });
}
