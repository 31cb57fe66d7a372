import { t } from '#web/i18n/words.ts';
import { numberText } from '#web/ui/quantity-text.ts';
import styles from './more-items.module.css';

/** That there is more than the item named. */
export function MoreItems({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className={styles.more} title={t('backorders.moreItems', { count })}>
      +{numberText(count)}
      <span className={styles.unit}> {t('backorders.items', { count })}</span>
    </span>
  );
}

/** The end of an item's name by which it is told from the others of its product: "2019, 750 ml". */
export function sizeOf(itemName: string): string | undefined {
  const at = itemName.lastIndexOf(' · ');
  return at < 0 ? undefined : itemName.slice(at + 3);
}
