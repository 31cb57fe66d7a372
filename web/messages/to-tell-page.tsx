import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useMay, useMe } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { Whose } from '#web/records/whose.tsx';
import { Choice } from '#web/ui/choice.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { EmptyState, FailedState, LoadingState, Refused } from '#web/ui/states.tsx';
import { MessageTabs } from './message-tabs.tsx';
import { type Proposal, ProposalDraft } from './proposal-draft.tsx';
import { ProposalList } from './proposal-list.tsx';
import styles from './to-tell-page.module.css';
import { useTell } from './use-tell.ts';

const route = getRouteApi('/signed-in/messages/to-tell');
type Counts = Answer<'listMessageProposals'>['counts'];

/** Who should hear from us today and why, each with what they would read: sent after a look, or set aside. */
export function ToTellPage() {
  const address = route.useSearch();
  const navigate = useNavigate({ from: '/messages/to-tell' });
  const { role } = useMe();
  const whose = address.whose ?? (role === 'sales_rep' && !address.only ? 'mine' : 'all');
  const { data, error, refetch } = useRead(
    'listMessageProposals',
    { query: { whose, reason: address.reason, backorderIds: address.only, limit: 200 } },
    { keepPrevious: true },
  );
  return (
    <ListPage
      title={t('toTell.title')}
      heading={<MessageTabs />}
      actions={
        <Whose
          label={t('review.whose')}
          of={whose}
          onChoose={(value) => void navigate({ search: (before) => ({ ...before, whose: value }), replace: true })}
        />
      }
      views={
        data && (
          <Choice
            label={t('toTell.reasonOf')}
            options={reasonChoices(data.counts)}
            value={address.reason ?? 'all'}
            onChange={(value) =>
              void navigate({
                search: (before) => ({ ...before, reason: value === 'all' ? undefined : value }),
                replace: true,
              })
            }
          />
        )
      }
    >
      {address.only && (
        <p className="small">
          {t('toTell.only', { count: address.only.split(',').length })}{' '}
          <Link to="/messages/to-tell">{t('toTell.everybody')}</Link>
        </p>
      )}
      {error && !data && <FailedState what={t('toTell.title')} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingState rows={6} />}
      {data && data.data.length === 0 && <EmptyState title={t('toTell.empty')}>{t('toTell.emptyWhy')}</EmptyState>}
      {data && data.data.length > 0 && <Proposals rows={data.data} />}
    </ListPage>
  );
}

function reasonChoices(counts: Counts) {
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  return [
    { value: 'all' as const, label: t('toTell.all', { all }) },
    ...counts.map(({ reason, count }) => ({
      value: reason,
      label: t('toTell.some', { reason: t(`toTell.reason.${reason}`), some: count }),
    })),
  ];
}

/** The rows, and beside them the draft of the one looked at. */
function Proposals({ rows }: { rows: readonly Proposal[] }) {
  const [shown, setShown] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const may = useMay();
  const { tellThem, setAside, whyLeft, isBusy, error } = useTell();
  const row = rows.find(({ backorderId }) => backorderId === shown) ?? rows[0];
  const picked = rows.filter(({ backorderId }) => chosen.has(backorderId));
  const sendable = picked.filter(({ whyNot }) => whyNot === null);
  const gathers = useRead('getMessageRules', {}).data?.gathers ?? false;
  return (
    <>
      {may('backorders.write') && (
        <div className={styles.acts}>
          <Button
            disabled={sendable.length === 0}
            loading={isBusy}
            onClick={() => void tellThem(sendable).then(setChosen)}
          >
            {sendable.length === 0 ? t('toTell.sendNone') : t('toTell.send', { count: sendable.length })}
          </Button>
          <Button
            variant="default"
            disabled={picked.length === 0 || isBusy}
            onClick={() => void setAside(picked).then(setChosen)}
          >
            {t('toTell.setAside')}
          </Button>
          <span className="quiet small">{t('toTell.note')}</span>
          <Refused error={error} />
        </div>
      )}
      <div className={styles.beside}>
        <ProposalList
          rows={rows}
          shown={row?.backorderId ?? null}
          onShow={setShown}
          chosen={chosen}
          onChoose={setChosen}
          whyLeft={whyLeft}
        />
        {row && (
          <ProposalDraft
            key={row.backorderId}
            of={row}
            together={
              gathers && sendable.includes(row) ? sendable.filter((one) => one.customerId === row.customerId) : []
            }
            isAsked={row.backorderId === shown}
          />
        )}
      </div>
    </>
  );
}
