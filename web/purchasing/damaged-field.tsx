import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { t } from '#web/i18n/words.ts';
import { QuantityField } from '#web/ui/quantity-field.tsx';

type Line = Answer<'getPurchaseOrder'>['lines'][number];

type DamagedProps = {
  line: Line;
  arrived: number | null;
  damaged: number | null;
  onChange: (damaged: number | null) => void;
};

/** How much of what arrived came damaged; seldom, so it is asked for when somebody wants to say it. */
export function DamagedField({ line, arrived, damaged, onChange }: DamagedProps) {
  const [isAsked, setIsAsked] = useState(false);
  if (!isAsked && damaged === 0)
    return (
      <Button variant="subtle" disabled={!arrived} onClick={() => setIsAsked(true)}>
        {t('receiving.someDamaged')}
      </Button>
    );
  return (
    <QuantityField
      label={t('receiving.damaged')}
      value={damaged}
      unitsPerCase={line.unitsPerCase}
      empty={0}
      onChange={onChange}
    />
  );
}
