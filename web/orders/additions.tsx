import { Radio, Stack } from '@mantine/core';
import type { Order } from '#contract/orders/order.ts';
import type { Given } from '#web/api/call.ts';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';

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
      {open.length > 0 && (
        <p className="quiet small">
          {t('order.follows', { count: open.length, numbers: open.map(({ number }) => number).join(', ') })}
        </p>
      )}
      {isAsked && (
        <Radio.Group
          label={t('order.additions')}
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
