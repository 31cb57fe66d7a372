import { Button, TextInput } from '@mantine/core';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayField } from '#web/ui/day-field.tsx';
import { moneyText } from '#web/ui/money-text.ts';
import { type EnteredLine, isPrice } from './entered-lines.ts';
import styles from './order-entry.module.css';

type LinePriceProps = {
  line: EnteredLine;
  onChange: (change: Partial<EnteredLine>) => void;
  onClose: () => void;
};

/** Another price than the list's, why, and until when it holds. */
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
      <PriceUntil {...props} />
      <span className="quiet small">{t('entry.listPrice', { price: moneyText(variant.price) })}</span>
      <KeepList
        onKeep={() => {
          props.onChange({ price: null, priceReason: null, priceValidUntil: null });
          props.onClose();
        }}
      />
    </div>
  );
}

/** The last day of the price; asked for where the company guards prices. */
function PriceUntil({ line, onChange }: LinePriceProps) {
  const { today } = useCompany();
  const { data: settings } = useRead('getSettings', {});
  if (!settings || settings.priceGuard === 'off') return null;
  return (
    <DayField
      aria-label={t('entry.priceUntil')}
      empty={t('entry.priceUntil')}
      w="10rem"
      min={today}
      value={line.priceValidUntil ?? ''}
      onDay={(on) => onChange({ priceValidUntil: on || null })}
    />
  );
}

function KeepList({ onKeep }: { onKeep: () => void }) {
  return (
    <Button size="compact-sm" variant="subtle" onClick={onKeep}>
      {t('entry.keepList')}
    </Button>
  );
}
