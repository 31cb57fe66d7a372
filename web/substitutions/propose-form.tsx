import { useState } from 'react';
import type { Backorder } from '#contract/backorders/backorder.ts';
import { useAct } from '#web/api/act.ts';
import { VariantPicker } from '#web/catalog/variant-picker.tsx';
import { t } from '#web/i18n/words.ts';
import { Fields } from '#web/records/record-form.tsx';
import { useForm } from '#web/records/use-form.ts';
import { useCompany } from '#web/ui/company.ts';
import type { Looks } from '#web/ui/fields.tsx';
import { ActButtons, ActForm, FieldRow } from '#web/ui/form.tsx';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { type Offered, OffersList } from './offers-list.tsx';
import { Suggestions } from './suggestions.tsx';

type Line = Backorder['lines'][number];

/** What of a line can be substituted: what waits and is not picked. */
export const substitutable = ({ outstanding, picked }: Line) => outstanding - picked;

/** Offers other items in place of what a backorder waits for. The server suggests what is close and in stock. */
export function ProposeForm({ backorder, onClose }: { backorder: Backorder; onClose: () => void }) {
  const lines = backorder.lines.filter((line) => substitutable(line) > 0);
  const [first] = lines;
  const form = useForm<Values>(`substitute ${backorder.id}`, {
    lineId: first?.id ?? '',
    quantity: null,
    offers: [],
    note: null,
    notifyCustomer: true,
  });
  const line = lines.find(({ id }) => id === form.values.lineId) ?? first;
  const act = useProposal(backorder, form, onClose);
  if (!line) return null;
  const { offers, quantity } = form.values;
  const isReady = offers.length > 0 && offers.every(isWhole);
  const close = () => {
    form.forget();
    onClose();
  };
  const add = (offer: Offered) => form.set(({ offers: before }) => ({ offers: [...before, offer] }));
  return (
    <ActForm
      title={t('substitute.propose')}
      note={t('substitute.note')}
      onStartOver={form.startOver}
      onSubmit={() => isReady && void act.send(line, quantity ?? substitutable(line))}
    >
      <Fields form={form} looks={whichOf(lines)} error={act.error} />
      <FieldRow>
        <QuantityField
          key={`${line.id} ${form.round}`}
          label={t('substitute.quantity')}
          value={quantity ?? substitutable(line)}
          unitsPerCase={line.unitsPerCase}
          onChange={(written) => form.set({ quantity: written })}
        />
      </FieldRow>
      <OffersList offers={offers} onChange={(changed) => form.set({ offers: changed })} error={act.error} />
      <Suggestions backorderId={backorder.id} line={line} offers={offers} onAdd={add} />
      <AnotherItem line={line} offers={offers} onAdd={add} />
      <Fields form={form} looks={WORDS} error={act.error} />
      <Refused error={act.error} />
      <ActButtons act={t('substitute.act')} isBusy={act.isBusy} disabled={!isReady} onClose={close} />
    </ActForm>
  );
}

const isWhole = ({ kind, amount, reason }: Offered) => kind !== 'other' || (amount !== null && !!reason?.trim());

const whichOf = (lines: readonly Line[]): Looks<Pick<Values, 'lineId'>> => ({
  lineId: {
    kind: 'choice',
    label: t('substitute.line'),
    choices: lines.map(({ id, itemName }) => ({ value: id, label: itemName })),
  },
});

const WORDS: Looks<Pick<Values, 'note' | 'notifyCustomer'>> = {
  note: { kind: 'long', label: t('substitute.words'), maxLength: 1000 },
  notifyCustomer: { kind: 'tick', label: t('substitute.notify') },
};

type Values = {
  lineId: string;
  quantity: number | null;
  offers: Offered[];
  note: string | null;
  notifyCustomer: boolean;
};

function useProposal({ id }: Backorder, form: { values: Values; forget: () => void }, onClose: () => void) {
  const act = useAct('proposeSubstitution');
  const send = async (line: Line, quantity: number) => {
    const { offers, note, notifyCustomer } = form.values;
    const body = {
      backorderLineId: line.id,
      quantity,
      offers: offers.map(({ variantId, kind, amount, reason }) => ({
        variantId,
        price: kind === 'other' ? { kind, amount, reason } : { kind },
      })),
      note,
      notifyCustomer,
    };
    if (!(await act.submit({ params: { id }, body }))) return;
    form.forget();
    tell(t('substitute.proposed'));
    onClose();
  };
  return { ...act, send };
}

/** Any other item, found by name. */
function AnotherItem(props: { line: Line; offers: readonly Offered[]; onAdd: (offer: Offered) => void }) {
  const { currency } = useCompany();
  const [round, setRound] = useState(0);
  const taken = [props.line.variantId, ...props.offers.map(({ variantId }) => variantId)];
  return (
    <VariantPicker
      key={round}
      label={t('substitute.another')}
      placeholder={t('substitute.anotherNote')}
      onChoose={(found) => {
        setRound(round + 1);
        if (!found || taken.includes(found.id)) return;
        const list = found.price ?? { amount: '0', currency };
        props.onAdd({
          variantId: found.id,
          itemName: found.itemName,
          list,
          kind: 'locked',
          amount: null,
          reason: null,
        });
      }}
    />
  );
}
