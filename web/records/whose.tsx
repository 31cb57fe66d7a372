import { t } from '#web/i18n/words.ts';
import { Choice } from '#web/ui/choice.tsx';

type Whom = 'mine' | 'all';

/** Whether a list is of one's own customers or of everyone's. */
export function Whose({ label, of, onChoose }: { label: string; of: Whom; onChoose: (whose: Whom) => void }) {
  const options = [
    { value: 'mine' as const, label: t('whose.mine') },
    { value: 'all' as const, label: t('whose.everyone') },
  ];
  return <Choice label={label} options={options} value={of} onChange={onChoose} />;
}
