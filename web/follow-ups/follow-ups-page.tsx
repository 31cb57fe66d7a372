import { Button } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMe } from '#web/accounts/viewer.ts';
import { useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { Whose } from '#web/records/whose.tsx';
import { Choice } from '#web/ui/choice.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { EmptyState, FailedState, LoadingState } from '#web/ui/states.tsx';
import { FollowUpItems } from './follow-up-items.tsx';
import { FOLLOW_UP_VIEWS } from './follow-ups-address.ts';

const route = getRouteApi('/signed-in/follow-ups');

/** Whom to speak with again, by due date. */
export function FollowUpsPage() {
  const address = route.useSearch();
  const { role } = useMe();
  const whose = address.whose ?? (role === 'sales_rep' ? 'mine' : 'all');
  const due = address.due ?? 'open';
  const list = useList('listFollowUps', { query: { whose, due: due === 'open' ? undefined : due } });
  return (
    <Page title={t('followUps.title')}>
      <Which whose={whose} due={due} />
      <Section title={t(`followUps.${due}`)}>
        {list.error && !list.rows && (
          <FailedState what={t('followUps.title')} error={list.error} onRetry={list.retry} />
        )}
        {!list.rows && !list.error && <LoadingState rows={5} rowHeight={64} />}
        {list.rows?.length === 0 && (
          <EmptyState title={t(due === 'open' ? 'followUps.empty' : 'followUps.emptyOf')}>
            {t('followUps.emptyWhy')}
          </EmptyState>
        )}
        {list.rows && <FollowUpItems of={list.rows} />}
        {list.hasMore && (
          <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
            {t('timeline.more')}
          </Button>
        )}
      </Section>
    </Page>
  );
}

type WhichProps = { whose: 'mine' | 'all'; due: 'open' | (typeof FOLLOW_UP_VIEWS)[number] };

function Which({ whose, due }: WhichProps) {
  const navigate = useNavigate({ from: '/follow-ups' });
  return (
    <div className="beside">
      <Whose
        label={t('followUps.whose')}
        of={whose}
        onChoose={(value) => void navigate({ search: (before) => ({ ...before, whose: value }), replace: true })}
      />
      <Choice
        label={t('followUps.due')}
        options={(['open', ...FOLLOW_UP_VIEWS] as const).map((value) => ({ value, label: t(`followUps.${value}`) }))}
        value={due}
        onChange={(value) =>
          void navigate({
            search: (before) => ({ ...before, due: value === 'open' ? undefined : value }),
            replace: true,
          })
        }
      />
    </div>
  );
}
