import { Radio, Stack } from '@mantine/core';
import type { Order } from '#contract/orders/order.ts';
import type { Given } from '#web/api/call.ts';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { amountText } from '#web/ui/quantity-text.ts';

/** Which open backorders a change reaches, and what each keeps because it was set on that backorder itself. */
function Followers({ of }: { of: Order['backorders'] }) {
  const own = of.filter(({ ownTerms }) => ownTerms.length > 0);
  return (
    <p className="quiet small">
      {t('order.follows', { count: of.length, numbers: of.map(({ number }) => number).join(', ') })}
      {own.map(({ number, ownTerms }) => {
        const terms = ownTerms.map((term) => t(`order.term.${term}`)).join(', ');
        return <span key={number}> {t('order.keeps', { number, terms })}</span>;
      })}
    </p>
  );
}

type Missing = { itemName: string; unitsPerCase: number; quantity: number };

/** What is missing, and what is allocated to the rest meanwhile. */
function Stuck({ error }: { error: ProblemError | null }) {
  const listed = (fact: unknown) =>
    (Array.isArray(fact) ? (fact as Missing[]) : [])
      .map(({ quantity, unitsPerCase, itemName }) =>
        t('history.line', { amount: amountText(quantity, unitsPerCase), name: itemName }),
      )
      .join('; ');
  const waiting = listed(error?.facts.waiting);
  if (waiting === '') return null;
  return t('order.stuck', { waiting, allocated: listed(error?.facts.allocated) });
}

/** What happens to something that is added to an order that ships only as a whole. */
export type AdditionChoice = NonNullable<NonNullable<Given<'updateOrder'>['body']>['additions']>;

/** Which backorders a change reaches and, when it is asked, what happens to something that is added and has no stock. */
export function Additions(props: {
  order: Order;
  error: ProblemError | null;
  chosen: AdditionChoice | null;
  onChoose: (chosen: AdditionChoice) => void;
}) {
  const open = props.order.backorders.filter(({ outstanding }) => outstanding > 0);
  const isAsked = props.chosen !== null || props.error?.code === 'addition_undecided';
  return (
    <>
      {open.length > 0 && <Followers of={open} />}
      {isAsked && (
        <Radio.Group
          label={t('order.additions')}
          description={<Stuck error={props.error} />}
          value={props.chosen}
          onChange={(chosen) => props.onChoose(chosen as AdditionChoice)}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="ship_separately" label={t('order.shipSeparately')} />
            <Radio value="wait_with_rest" label={t('order.waitWithRest')} />
          </Stack>
        </Radio.Group>
      )}
    </>
  );
}
