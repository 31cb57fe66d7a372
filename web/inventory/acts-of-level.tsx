import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import type { ItemOf } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { ActButtons, ActForm } from '#web/ui/form.tsx';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';

/** What can be done about the stock of a warehouse: say its bin, fill whoever waits for it. */
export function ActsOfLevel({ level, warehouse }: { level: ItemOf<'listStock'>; warehouse: string }) {
  return (
    <>
      <BinOfLevel level={level} warehouse={warehouse} />
      {level.backordered > 0 && (
        <Link
          to="/fulfill/variants/$id/$warehouseId"
          params={{ id: level.variantId, warehouseId: level.warehouseId }}
          className="small"
        >
          {t('byProduct.fill')}
        </Link>
      )}
    </>
  );
}

/** In which bin of a warehouse something lies, and for whom works there the way to say so. */
function BinOfLevel({ level, warehouse }: { level: ItemOf<'listStock'>; warehouse: string }) {
  const [isEdited, setEdited] = useState(false);
  const may = useMay();
  const said = level.bin ? t('paper.bin', { bin: level.bin }) : t('paper.noBin');
  if (isEdited) return <BinForm level={level} warehouse={warehouse} onClose={() => setEdited(false)} />;
  if (!may('stock.write')) return <span className="quiet small">{said}</span>;
  return (
    <Button variant="subtle" size="compact-sm" onClick={() => setEdited(true)}>
      {level.bin ? said : t('paper.setBin')}
    </Button>
  );
}

function BinForm(props: { level: ItemOf<'listStock'>; warehouse: string; onClose: () => void }) {
  const { variantId, warehouseId, bin } = props.level;
  const form = useForm(`bin ${variantId} ${warehouseId}`, { bin: bin ?? '' });
  const close = () => {
    form.forget();
    props.onClose();
  };
  const act = useAct('setBin');
  async function submit() {
    if (!(await act.submit({ body: { variantId, warehouseId, bin: form.values.bin.trim() || null } }))) return;
    tell(t('paper.binSaved'));
    close();
  }
  return (
    <ActForm
      title={t('paper.binOf', { warehouse: props.warehouse })}
      isConsequential={false}
      onStartOver={form.startOver}
      onSubmit={() => void submit()}
    >
      <TextInput
        label={t('paper.binOf', { warehouse: props.warehouse })}
        description={t('paper.binNote')}
        maxLength={40}
        value={form.values.bin}
        onChange={(event) => form.set({ bin: event.currentTarget.value })}
      />
      <Refused error={act.error} />
      <ActButtons act={t('act.save')} isBusy={act.isBusy} onClose={close} />
    </ActForm>
  );
}
