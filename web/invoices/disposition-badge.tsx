import { t } from '#web/i18n/words.ts';
import styles from '#web/ui/badge.module.css';
import type { Disposition } from './document.ts';

const looks: Record<Disposition['status'], string | undefined> = {
  waiting: styles.grey,
  sent: styles.green,
  failed: styles.amber,
  excluded: styles.outline,
  changed_there: styles.amber,
};

/** What has become of a document in the accounting. */
export function DispositionBadge({ status }: { status: Disposition['status'] }) {
  return <span className={`${styles.badge} ${looks[status]}`}>{t(`invoices.status.${status}`)}</span>;
}
