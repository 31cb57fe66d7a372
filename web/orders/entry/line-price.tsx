import { Button, TextInput } from '@mantine/core';
import { t } from '#web/i18n/words.ts';
import { moneyText } from '#web/ui/money-text.ts';
import { type EnteredLine, isPrice } from './entered-lines.ts';
import styles from './order-entry.module.css';

type LinePriceProps = {
  line: EnteredLine;
  onChange: (change: Partial<EnteredLine>) => void;
  onClose: () => void;
};

/** Another price than the list's, and why. */
export function LinePrice(props: LinePriceProps) {
  const { variant, price, priceReason } = props.line;
  const isTyped = price != null && price !== '';
  return (
    <div className={`${styles.more} ${styles.choice}`}>
      <TextInput
        aria-label={t('entry.newPrice')}
        placeholder={variant.price.amount}
        leftSection={<span className="quiet small">{variant.price.currency}</span>}
        leftSectionWidth="3rem"
        w="9rem"
        autoFocus
        inputMode="decimal"
        autoComplete="off"
        value={price ?? ''}
        error={isTyped && !isPrice(price) ? t('entry.priceUnreadable') : undefined}
        onChange={(event) => props.onChange({ price: event.currentTarget.value || null })}
      />
      <TextInput
        aria-label={t('entry.priceReason')}
        placeholder={t('entry.priceReason')}
        w="18rem"
        maxLength={200}
        autoComplete="off"
        value={priceReason ?? ''}
        error={isTyped && !priceReason?.trim() ? t('entry.reasonNeeded') : undefined}
        onChange={(event) => props.onChange({ priceReason: event.currentTarget.value || null })}
      />
      <span className="quiet small">{t('entry.listPrice', { price: moneyText(variant.price) })}</span>
      <KeepList
        onKeep={() => {
          props.onChange({ price: null, priceReason: null });
          props.onClose();
        }}
      />
    </div>
  );
}

function KeepList({ onKeep }: { onKeep: () => void }) {
  return (
    <Button size="compact-sm" variant="subtle" onClick={onKeep}>
      {t('entry.keepList')}
    </Button>
  );
}
