import { SETTLEMENTS, type Settlement } from '#domain/invoicing/invoice-rule.ts';
import { t } from '#web/i18n/words.ts';
import { ChoiceList } from '#web/ui/choice-list.tsx';

type SettlementChoiceProps = {
  /** What goes on the credit note, where that is known. */
  amount?: string | null;
  chosen: Settlement;
  onChoose: (settlement: Settlement) => void;
};

/** What the customer gets of what was invoiced in advance and is cancelled; asked only where something was. */
export function SettlementChoice({ amount = null, chosen, onChoose }: SettlementChoiceProps) {
  return (
    <>
      <p>{amount === null ? t('settlement.ask') : t('settlement.askOf', { amount })}</p>
      <ChoiceList
        label={t('settlement.label')}
        choices={SETTLEMENTS.map((value) => ({
          value,
          label: t(`settlement.${value}.name`),
          consequence: t(`settlement.${value}.what`),
        }))}
        chosen={chosen}
        mayChoose
        onChoose={onChoose}
      />
    </>
  );
}
