import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ImportKind } from '#domain/importing/fields.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { Refused } from '#web/ui/states.tsx';
import styles from './imports.module.css';

/** One file of a kind: looked at before anything is written. */
export function SendFile({ kind }: { kind: ImportKind }) {
  const navigate = useNavigate();
  const act = useAct('createImport');
  const [isReading, setIsReading] = useState(false);

  async function send(chosen: File | undefined) {
    if (!chosen) return;
    setIsReading(true);
    const base64 = await contentOf(chosen).finally(() => setIsReading(false));
    const made = await act.submit({ body: { kind, file: { name: chosen.name.slice(0, 200), base64 } } });
    if (made) void navigate({ to: '/settings/import', search: { id: made.id } });
  }

  return (
    <div className={styles.send}>
      <p>{t(`imports.about.${kind}`)}</p>
      <label className={styles.file}>
        <strong>{t('imports.file')}</strong>
        <span className="quiet small">{t('imports.fileNote')}</span>
        <input
          type="file"
          accept=".csv,.txt,.tsv,.xlsx"
          disabled={isReading || act.isBusy}
          onChange={(event) => void send(event.currentTarget.files?.[0])}
        />
      </label>
      {(isReading || act.isBusy) && <p role="status">{t('imports.looking')}</p>}
      <Refused error={act.error} />
      <Button component="a" variant="default" href={`/api/v1/import-template.csv?kind=${kind}`} download>
        {t('imports.template')}
      </Button>
    </div>
  );
}

/** A file as base64. */
function contentOf(file: File): Promise<string> {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(file);
  });
}
