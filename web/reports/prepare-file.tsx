import { Button } from '@mantine/core';
import { FileClock } from 'lucide-react';
import { useState } from 'react';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { Choice } from '#web/ui/choice.tsx';
import { Dialog, DialogButtons } from '#web/ui/dialog.tsx';
import { Refused } from '#web/ui/states.tsx';
import { ReportRun, type RunReport } from './report-run.tsx';
import styles from './reports.module.css';

type Prepared = { report: RunReport; filters: object };

/** Has a file that takes long made by a job, which the bell tells of. */
export function PrepareFile(prepared: Prepared) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        className={styles.onScreen}
        leftSection={<FileClock size={14} aria-hidden />}
        onClick={() => setIsOpen(true)}
      >
        {t('reports.run.open')}
      </Button>
      {isOpen && <Prepare {...prepared} onClose={() => setIsOpen(false)} />}
    </>
  );
}

const FORMATS = ['xlsx', 'csv'] as const;

function Prepare({ report, filters, onClose }: Prepared & { onClose: () => void }) {
  const act = useAct('createReportRun');
  const [format, setFormat] = useState<(typeof FORMATS)[number]>('xlsx');
  const [id, setId] = useState<string | null>(null);
  async function prepare() {
    const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
    // The filters of the screen are those of its report, which refuses others.
    const body = { report, format, filters: given } as Parameters<typeof act.submit>[0]['body'];
    const made = await act.submit({ body });
    if (made) setId(made.id);
  }
  return (
    <Dialog title={t('reports.run.open')} onClose={onClose}>
      <p className="quiet small">{t('reports.run.note')}</p>
      {id === null ? (
        <Choice
          label={t('reports.send.format')}
          showsLabel
          options={FORMATS.map((value) => ({ value, label: t(`reports.${value}`) }))}
          value={format}
          onChange={setFormat}
        />
      ) : (
        <ReportRun id={id} />
      )}
      <Refused error={act.error} />
      <DialogButtons>
        <Button variant="default" onClick={onClose}>
          {t('act.close')}
        </Button>
        {id === null && (
          <Button loading={act.isBusy} onClick={() => void prepare()}>
            {t('reports.run.act')}
          </Button>
        )}
      </DialogButtons>
    </Dialog>
  );
}
