import { Button } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { ConfirmFinal } from '#web/ui/confirm-final.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import type { ImportRecord } from './import-record.ts';

/** Bringing it in, watching it, and taking it back. */
export function ImportActs({ of }: { of: ImportRecord }) {
  const commit = useAct('commitImport');
  const rows = of.counts.create + of.counts.update;
  const missing = of.fields.filter(({ name, isRequired }) => isRequired && !of.mapping[name]);
  if (of.status === 'committing' || of.status === 'reversing') return <Progress of={of} rows={rows} />;
  if (of.status === 'committed') return <TakeBack id={of.id} />;
  if (of.status === 'reversed') return null;
  return (
    <>
      <p className="beside">
        <Button
          disabled={rows === 0 || missing.length > 0}
          loading={commit.isBusy}
          onClick={() => void commit.submit({ params: { id: of.id } })}
        >
          {t('imports.commit', { count: rows, rows: numberText(rows) })}
        </Button>
        <ButtonLink to="/settings/import" search={{ kind: of.kind }} variant="default">
          {t('imports.another')}
        </ButtonLink>
      </p>
      {missing.length > 0 && (
        <p role="alert">
          {t('imports.missing', { fields: missing.map(({ name }) => t(`imports.field.${name as 'sku'}`)).join(', ') })}
        </p>
      )}
      <Refused error={commit.error} />
    </>
  );
}

function Progress({ of: { done, status }, rows }: { of: ImportRecord; rows: number }) {
  return (
    <div role="status">
      <progress max={Math.max(rows, 1)} value={done} aria-label={t(`imports.status.${status}`)} />{' '}
      {t('imports.progress', { done: numberText(done), rows: numberText(rows) })}
    </div>
  );
}

function TakeBack({ id }: { id: string }) {
  const act = useAct('reverseImport');
  const [asks, setAsks] = useState(false);
  return (
    <>
      <p>
        <button type="button" className="link" onClick={() => setAsks(true)}>
          {t('imports.takeBack')}
        </button>
      </p>
      {asks && (
        <ConfirmFinal
          title={t('imports.takeBackTitle')}
          confirm={t('imports.takeBack')}
          isBusy={act.isBusy}
          error={act.error}
          onConfirm={() =>
            void act.submit({ params: { id } }).then((asked) => {
              if (asked) setAsks(false);
            })
          }
          onClose={() => setAsks(false)}
        >
          {t('imports.takeBackNote')}
        </ConfirmFinal>
      )}
    </>
  );
}
