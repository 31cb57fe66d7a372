import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '#web/i18n/words.ts';
import { Dialog, DialogButtons } from '#web/ui/dialog.tsx';

/** Asks before something doubtful is written, with the difference in figures. Looking again is what is meant first. */
export function AskAgain(props: {
  children: ReactNode;
  confirm: string;
  isBusy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog title={t('doubt.title')} onClose={props.onClose}>
      {props.children}
      <DialogButtons>
        <Button variant="default" onClick={props.onConfirm} loading={props.isBusy}>
          {props.confirm}
        </Button>
        <Button onClick={props.onClose}>{t('doubt.again')}</Button>
      </DialogButtons>
    </Dialog>
  );
}
