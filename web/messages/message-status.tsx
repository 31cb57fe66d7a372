import type { MESSAGE_STATUSES } from '#domain/messages/words.ts';
import { hasWords, t } from '#web/i18n/words.ts';
import styles from '#web/ui/badge.module.css';

type Status = (typeof MESSAGE_STATUSES)[number];

const looks: Record<Status, string | undefined> = {
  queued: styles.grey,
  sent: styles.green,
  failed: styles.amber,
  bounced: styles.amber,
  suppressed: styles.outline,
  recorded: styles.blue,
};

/** What became of a message, in words. */
export function MessageStatus({ status }: { status: Status }) {
  return <span className={`${styles.badge} ${looks[status]}`}>{t(`messages.status.${status}`)}</span>;
}

/** Why a message was not sent: ours in words, a mail server's as it said it. */
export function reasonWords(reason: string): string {
  const key = `messages.why.${reason}`;
  return hasWords(key) ? t(key as 'messages.why.no_address') : reason;
}
