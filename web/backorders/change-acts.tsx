import { Button } from '@mantine/core';
import type { Backorder } from '#contract/backorders/backorder.ts';
import { t } from '#web/i18n/words.ts';
import { substitutable } from '#web/substitutions/propose-form.tsx';
import type { BackorderPanel } from './backorder-address.ts';

/** The buttons of what may be changed of a backorder. */
export function ChangeActs({ backorder, onOpen }: { backorder: Backorder; onOpen: (panel: BackorderPanel) => void }) {
  return (
    <>
      <Button variant="default" onClick={() => onOpen('promise')}>
        {t('promise.title')}
      </Button>
      <Button variant="default" onClick={() => onOpen('priority')}>
        {t('priority.title')}
      </Button>
      {backorder.holds.length === 0 && (
        <Button variant="default" onClick={() => onOpen('hold')}>
          {t('hold.title')}
        </Button>
      )}
      {backorder.lines.some((line) => substitutable(line) > 0) && (
        <Button variant="default" onClick={() => onOpen('substitute')}>
          {t('substitute.propose')}
        </Button>
      )}
      <Button variant="default" onClick={() => onOpen('edit')}>
        {t('backorder.edit')}
      </Button>
      <Button variant="subtle" onClick={() => onOpen('cancel')}>
        {t('backorder.cancel')}
      </Button>
    </>
  );
}
