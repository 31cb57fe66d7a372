import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { useCompany } from '#web/ui/company.ts';
import { instantText } from '#web/ui/date-words.ts';

/** Since when something is as it is, and who made it so. */
export function Since({ of }: { of: { at: string; by: string } | null | undefined }) {
  const { timeZone } = useCompany();
  if (!of) return <>{t('settings.sinceStart')}</>;
  const { short, full } = instantText(of.at, timeZone);
  return <span title={full}>{t('settings.since', { at: short, by: actorText(of.by) })}</span>;
}
