import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { Dialog, DialogButtons } from '#web/ui/dialog.tsx';
import { Refused } from '#web/ui/states.tsx';

/** Before something that cannot be undone: says what will happen, in numbers. */
export function ConfirmFinal(props: {
  title: string;
  children: ReactNode;
  confirm: string;
  isBusy: boolean;
  error: ProblemError | null;
  onConfirm: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      {props.children}
      <Refused error={props.error} />
      <DialogButtons>
        <Button variant="default" onClick={props.onClose}>
          {t('act.back')}
        </Button>
        <Button onClick={props.onConfirm} loading={props.isBusy}>
          {props.confirm}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
