import { ActionIcon, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Bell as BellSign } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useAct } from '#web/api/act.ts';
import { useList, useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { InstantText } from '#web/ui/date-text.tsx';
import { Dialog, DialogButtons } from '#web/ui/dialog.tsx';
import { FailedState, LoadingState } from '#web/ui/states.tsx';
import styles from './bell.module.css';
import { type Notification, namedIn, notificationSentence } from './notification-words.ts';

/** What somebody should hear of: how much of it is unread, and all of it a click away. */
export function Bell() {
  const [isOpen, setIsOpen] = useState(false);
  const { data } = useRead('listNotifications', { query: { limit: 1 } }, { keepPrevious: true });
  const unread = data?.unread ?? 0;
  const name = unread === 0 ? t('bell.name') : t('bell.unread', { count: unread });
  return (
    <>
      <ActionIcon aria-label={name} title={name} className={styles.bell} onClick={() => setIsOpen(true)}>
        <BellSign size={16} aria-hidden />
        {unread > 0 && (
          <span className={styles.count} aria-hidden>
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </ActionIcon>
      {isOpen && <Panel unread={unread} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function Panel({ unread, onClose }: { unread: number; onClose: () => void }) {
  const list = useList('listNotifications', { query: { limit: 20 } });
  const read = useAct('readNotifications');
  const newest = list.rows?.[0];
  return (
    <Dialog title={t('bell.name')} onClose={onClose}>
      {list.error && !list.rows && <FailedState what={t('bell.name')} error={list.error} onRetry={list.retry} />}
      {!list.rows && !list.error && <LoadingState rows={4} />}
      {list.rows?.length === 0 && <p className="quiet">{t('bell.empty')}</p>}
      <ul className={styles.list}>
        {list.rows?.map((notification) => (
          <li key={notification.id} data-unread={!notification.isRead || undefined}>
            <Told
              of={notification}
              onFollow={() => {
                if (!notification.isRead) void read.submit({ body: { ids: [notification.id] } });
                onClose();
              }}
            />
          </li>
        ))}
      </ul>
      <DialogButtons>
        {list.hasMore && (
          <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
            {t('bell.more')}
          </Button>
        )}
        {unread > 0 && newest && (
          <Button
            variant="default"
            loading={read.isBusy}
            onClick={() => void read.submit({ body: { upTo: newest.id } })}
          >
            {t('bell.readAll')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t('act.close')}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}

function Told({ of, onFollow }: { of: Notification; onFollow: () => void }) {
  const { today } = useCompany();
  return (
    <>
      {!of.isRead && <span className="visually-hidden">{t('bell.unreadMark')}: </span>}
      <Way of={of} onFollow={onFollow}>
        {notificationSentence(of, today)}
      </Way>
      <div className="quiet small">
        <InstantText at={of.createdAt} />
      </div>
    </>
  );
}

/** To the one record it is about, or to the list that holds them. */
function Way({ of, onFollow, children }: { of: Notification; onFollow: () => void; children: ReactNode }) {
  const named = namedIn(of.facts);
  const orderId = of.recordType === 'order' ? of.recordId : undefined;
  const only = named.length === 1 ? named[0] : undefined;
  if (of.recordType === 'purchase_order')
    return (
      <Link to="/purchase-orders/$id" params={{ id: of.recordId }} onClick={onFollow}>
        {children}
      </Link>
    );
  if (of.recordType === 'report_run')
    return (
      <Link to="/reports/files/$id" params={{ id: of.recordId }} onClick={onFollow}>
        {children}
      </Link>
    );
  if (of.kind === 'follow_ups_due')
    return (
      <Link to="/follow-ups" onClick={onFollow}>
        {children}
      </Link>
    );
  if (only?.id)
    return (
      <Link to="/backorders/$id" params={{ id: only.id }} onClick={onFollow}>
        {children}
      </Link>
    );
  if (orderId)
    return (
      <Link to="/orders/$id" params={{ id: orderId }} onClick={onFollow}>
        {children}
      </Link>
    );
  if (of.recordType === 'customer')
    return (
      <Link to="/customers/$id" params={{ id: of.recordId }} onClick={onFollow}>
        {children}
      </Link>
    );
  if (of.kind === 'promise_broken')
    return (
      <Link to="/exceptions" search={{ kind: 'promise_passed' }} onClick={onFollow}>
        {children}
      </Link>
    );
  return (
    <Link to="/orders/backorders" search={of.kind === 'backorders_ready' ? { tab: 'ready' } : {}} onClick={onFollow}>
      {children}
    </Link>
  );
}
