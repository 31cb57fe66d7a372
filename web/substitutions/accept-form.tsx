import type { Answer } from '#contract/operations.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { ActFieldsForm } from '#web/records/act-fields-form.tsx';
import { useForm } from '#web/records/use-form.ts';
import { Choice } from '#web/ui/choice.tsx';
import type { Look } from '#web/ui/fields.tsx';
import { FieldRow } from '#web/ui/form.tsx';
import { moneyText } from '#web/ui/money-text.ts';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { tell } from '#web/ui/toast.tsx';

type Substitution = Answer<'getSubstitution'>;

/** Records what the customer takes of a proposal, and whose word that is. */
export function AcceptForm({ substitution, onClose }: { substitution: Substitution; onClose: () => void }) {
  const { id, offers, acceptable, version } = substitution;
  const act = useAct('acceptSubstitution');
  const form = useForm(`accept ${id}`, {
    variantId: offers[0]?.variantId ?? '',
    quantity: null as number | null,
    acceptedBy: 'customer' as Whose,
    note: null as string | null,
  });
  const { variantId, acceptedBy, note } = form.values;
  const quantity = form.values.quantity ?? acceptable;
  const isAllowed = offers.some((offer) => offer.variantId === variantId && offer.consent === 'allowed');
  const unitsPerCase = offers.find((offer) => offer.variantId === variantId)?.unitsPerCase ?? 1;
  const byConsent = acceptedBy === 'representative' && isAllowed && !note?.trim();
  const submit = async () => {
    const body = { variantId, quantity, acceptedBy, note, ...(byConsent ? { consentId: substitution.consentId } : {}) };
    const accepted = await act.submit({ params: { id }, body }, { version });
    if (!accepted) return;
    form.forget();
    tell(t('substitute.done', { number: accepted.acceptance?.orderNumber ?? '' }));
  };
  return (
    <ActFieldsForm
      form={form}
      title={t('substitute.acceptTitle')}
      note={t('substitute.acceptNote')}
      looks={{ variantId: whichOf(offers), note: { kind: 'long', label: t('substitute.said'), maxLength: 1000 } }}
      submit={t('substitute.acceptAct')}
      isReady={acceptedBy === 'customer' || !!note?.trim() || byConsent}
      act={act}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <FieldRow>
        <QuantityField
          key={form.round}
          label={t('substitute.quantity')}
          value={quantity}
          unitsPerCase={unitsPerCase}
          onChange={(written) => form.set({ quantity: written })}
        />
      </FieldRow>
      <WhoseWord of={acceptedBy} isAllowed={isAllowed} onChoose={(chosen) => form.set({ acceptedBy: chosen })} />
    </ActFieldsForm>
  );
}

const whichOf = (offers: Substitution['offers']): Look => ({
  kind: 'choice',
  label: t('substitute.which'),
  choices: offers.map(({ variantId, itemName, price }) => ({
    value: variantId,
    label: t('substitute.offer', { name: itemName, price: moneyText(price.amount) }),
  })),
});

type Whose = 'customer' | 'representative';
type WhoseWordProps = { of: Whose; isAllowed: boolean; onChoose: (whose: Whose) => void };

function WhoseWord({ of, isAllowed, onChoose }: WhoseWordProps) {
  return (
    <Choice
      showsLabel
      label={t('substitute.whose')}
      options={(['customer', 'representative'] as const).map((value) => ({
        value,
        label: value === 'representative' && isAllowed ? t('consent.accept') : t(`substitute.acceptedBy.${value}`),
      }))}
      value={of}
      onChange={onChoose}
    />
  );
}
