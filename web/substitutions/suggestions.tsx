import { Button } from '@mantine/core';
import type { Backorder } from '#contract/backorders/backorder.ts';
import type { Answer } from '#contract/operations.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { Money } from '#web/ui/money.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import type { Offered } from './offers-list.tsx';
import styles from './substitutions.module.css';

type Suggestion = Answer<'listSuggestions'>['data'][number];

/** What is close to a line and has free stock, each with the button that offers it. */
export function Suggestions(props: {
  backorderId: string;
  line: Backorder['lines'][number];
  offers: readonly Offered[];
  onAdd: (offer: Offered) => void;
}) {
  const query = { backorderLineId: props.line.id, limit: 6 };
  const read = useRead('listSuggestions', { params: { id: props.backorderId }, query }, { keepPrevious: true });
  const found = read.data?.data;
  return (
    <section aria-label={t('substitute.suggested')}>
      <h3 className={styles.heading}>{t('substitute.suggested')}</h3>
      <Refused error={read.error} />
      {found?.length === 0 && <p className="quiet">{t('substitute.none')}</p>}
      <ul className={styles.suggestions}>
        {found?.map((suggestion) => (
          <li key={suggestion.variantId}>
            <SuggestionRow
              suggestion={suggestion}
              isOffered={props.offers.some(({ variantId }) => variantId === suggestion.variantId)}
              onAdd={() => props.onAdd(toOffer(suggestion))}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What holds more or less than what was ordered is not worth its price. */
const toOffer = ({ variantId, itemName, listPrice, isSameSize }: Suggestion): Offered => ({
  variantId,
  itemName,
  list: listPrice,
  kind: isSameSize ? 'locked' : 'list',
  amount: null,
  reason: null,
});

function SuggestionRow(props: { suggestion: Suggestion; isOffered: boolean; onAdd: () => void }) {
  const { suggestion, isOffered } = props;
  return (
    <>
      <div>
        <div>{suggestion.itemName}</div>
        <div className="quiet small">
          {[
            ...closenessWords(suggestion),
            ...(suggestion.consent ? [t(`consent.says.${suggestion.consent}`)] : []),
            t('substitute.free', { amount: amountText(suggestion.available, suggestion.unitsPerCase) }),
          ].join(' · ')}
          {' · '}
          <Money of={suggestion.listPrice} />
        </div>
      </div>
      <Button
        variant="default"
        size="compact-sm"
        disabled={isOffered}
        aria-label={`${t('substitute.add')}: ${suggestion.itemName}`}
        onClick={props.onAdd}
      >
        {t(isOffered ? 'substitute.added' : 'substitute.add')}
      </Button>
    </>
  );
}

/** What speaks for it, the strongest first. */
function closenessWords({ isNextVintage, isSameProduct, isSameSize, coversAll, family }: Suggestion): string[] {
  const kin = isNextVintage ? t('substitute.close.next') : isSameProduct ? t('substitute.close.product') : family;
  return [
    ...(kin ? [kin] : []),
    ...(isSameSize && !isNextVintage ? [t('substitute.close.size')] : []),
    ...(coversAll ? [t('substitute.close.all')] : []),
  ];
}
