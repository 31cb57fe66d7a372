import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { type ProblemCode, ProblemError } from '#web/api/problem-error.ts';
import { AskAgain } from '#web/ui/ask-again.tsx';
import { AwayNotice } from '#web/ui/away-notice.tsx';
import { ConfirmFinal } from '#web/ui/confirm-final.tsx';
import { Dialog, DialogButtons } from '#web/ui/dialog.tsx';
import { RecordPage } from '#web/ui/record-page.tsx';
import { ShortcutHelp } from '#web/ui/shortcut-help.tsx';
import { Done, EmptyState, FailedState, LoadingRecord, LoadingState, Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import styles from './gallery-page.module.css';
import { Specimen } from './specimen.tsx';

const problem = (code: ProblemCode) => new ProblemError({ code, requestId: 'req-1a' });
/** A record on its way, and one that could not be read. */
const reads = [
  { data: undefined, error: null },
  { data: undefined, error: problem('not_found') },
  { data: 'There is a record', error: null },
].map((read) => ({ ...read, refetch: async () => {} }) as unknown as UseQueryResult<string, ProblemError>);

/** What stands in the place of content, and what lies over it. */
export function StateSpecimens() {
  const [open, setOpen] = useState<'dialog' | 'final' | 'refused' | 'doubt' | 'help' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Specimen of="EmptyState LoadingState LoadingRecord FailedState AwayNotice">
        <div className={styles.stack}>
          <EmptyState title="Nothing here" action={<Button variant="default">Add one</Button>}>
            It appears when somebody adds one.
          </EmptyState>
          <LoadingState rows={2} />
          <LoadingRecord />
          <AwayNotice
            of={{ isAway: true, unsaved: [{ key: 'deal', where: 'New deal', href: '/deals/new' }] }}
            onClose={() => {}}
          />
          <AwayNotice
            of={{ isAway: false, unsaved: [{ key: 'deal', where: 'New deal', href: '/deals/new' }] }}
            onClose={() => {}}
          />
          <FailedState what="orders" error={problem('internal_error')} onRetry={() => {}} />
          <FailedState what="order" error={problem('not_found')} />
          <FailedState what="orders" error={problem('not_permitted')} />
          <FailedState what="orders" error={problem('not_your_customer')} />
        </div>
      </Specimen>
      <Specimen of="Refused Done">
        <div className={styles.stack}>
          <Refused error={problem('more_than_allocated')} />
          <Refused error={problem('internal_error')} />
          <Done>
            <p>
              Received 12 units. <a href="#record">BO-1001</a> can go.
            </p>
          </Done>
        </div>
      </Specimen>
      <Specimen of="RecordPage">
        <div className={styles.stack}>
          {reads.map((read, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the samples never change places
            <RecordPage key={index} what="record" read={read}>
              {(record) => <p>{record}</p>}
            </RecordPage>
          ))}
        </div>
      </Specimen>
      <Specimen of="Dialog DialogButtons ConfirmFinal AskAgain ShortcutHelp tell">
        <div className={styles.many}>
          <Button variant="default" onClick={() => setOpen('dialog')}>
            Dialog
          </Button>
          <Button variant="default" onClick={() => setOpen('final')}>
            Confirm what is final
          </Button>
          <Button variant="default" onClick={() => setOpen('refused')}>
            Confirm, refused
          </Button>
          <Button variant="default" onClick={() => setOpen('doubt')}>
            Ask again
          </Button>
          <Button variant="default" onClick={() => setOpen('help')}>
            Shortcuts
          </Button>
          <Button variant="default" onClick={() => tell('Recorded.')}>
            Toast
          </Button>
        </div>
        {open === 'dialog' && (
          <Dialog title="A dialog" onClose={close}>
            <p>What it asks.</p>
            <DialogButtons>
              <Button onClick={close}>Done</Button>
            </DialogButtons>
          </Dialog>
        )}
        {(open === 'final' || open === 'refused') && (
          <ConfirmFinal
            title="Cancel 5 units of BO-1001?"
            confirm="Cancel 5 units"
            isBusy={false}
            error={open === 'refused' ? problem('nothing_to_cancel') : null}
            onConfirm={close}
            onClose={close}
          >
            <p>There is no way back.</p>
          </ConfirmFinal>
        )}
        {open === 'doubt' && (
          <AskAgain confirm="Receive 200 units" isBusy={false} onConfirm={close} onClose={close}>
            <p>20 units are to come; 200 are 180 more.</p>
          </AskAgain>
        )}
        {open === 'help' && <ShortcutHelp onClose={close} />}
      </Specimen>
    </>
  );
}
