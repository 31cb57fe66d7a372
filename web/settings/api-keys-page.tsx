import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { KEY_ACTIONS, type KeyAction, ROLES, type Role } from '#contract/permissions.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { type ItemOf, useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { ListOfRecords } from '#web/records/list-of-records.tsx';
import { RecordForm } from '#web/records/record-form.tsx';
import { useCompany } from '#web/ui/company.ts';
import { ConfirmFinal } from '#web/ui/confirm-final.tsx';
import { InstantText } from '#web/ui/date-text.tsx';
import { instantIn, instantText } from '#web/ui/date-words.ts';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Section } from '#web/ui/page.tsx';
import { Done, EmptyState } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { SettingsFrame } from './settings-frame.tsx';

const route = getRouteApi('/signed-in/settings/api-keys');
type ApiKey = ItemOf<'listApiKeys'>;
type MadeKey = Answer<'createApiKey'>;

/** The keys by which programs get in. A key is shown once, when it is made. */
export function ApiKeysPage() {
  const { edit } = route.useSearch();
  const navigate = useNavigate({ from: '/settings/api-keys' });
  const mayEdit = useMay()('people.write');
  const [made, setMade] = useState<MadeKey | null>(null);
  const close = () => void navigate({ search: {}, replace: true });
  if (!mayEdit) {
    return (
      <SettingsFrame title={t('apiKeys.title')} here="/settings/api-keys">
        <EmptyState title={t('state.noPermission')}>{t('state.noPermissionWhy')}</EmptyState>
      </SettingsFrame>
    );
  }
  return (
    <SettingsFrame
      title={t('apiKeys.title')}
      here="/settings/api-keys"
      actions={
        edit !== 'new' && <Button onClick={() => void navigate({ search: { edit: 'new' } })}>{t('apiKeys.new')}</Button>
      }
    >
      {made && <ShownOnce made={made} />}
      {edit === 'new' && (
        <NewKey
          onDone={(key) => {
            setMade(key);
            close();
          }}
          onClose={close}
        />
      )}
      <Keys />
    </SettingsFrame>
  );
}

function Keys() {
  const list = useList('listApiKeys', { query: { limit: 200 } });
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  return (
    <Section title={t('apiKeys.title')} flush>
      <ListOfRecords
        what={t('apiKeys.title')}
        list={list}
        empty={<EmptyState title={t('apiKeys.empty')}>{t('apiKeys.emptyWhy')}</EmptyState>}
      >
        {(keys) => (
          <LinesTable
            label={t('apiKeys.title')}
            lines={keys}
            item={{ name: t('apiKeys.name'), cell: ({ name }) => name }}
            columns={columnsOfKeys(setRevoking)}
          />
        )}
      </ListOfRecords>
      {revoking && <Revoke apiKey={revoking} onClose={() => setRevoking(null)} />}
    </Section>
  );
}

function isAlive({ revokedAt, expiresAt }: ApiKey): boolean {
  return revokedAt === null && (expiresAt === null || Date.parse(expiresAt) > Date.now());
}

function Ended({ of: { revokedAt, expiresAt } }: { of: ApiKey }) {
  const { timeZone } = useCompany();
  const at = instantText(revokedAt ?? expiresAt ?? '', timeZone).short;
  return <span className="quiet">{revokedAt ? t('apiKeys.revoked', { at }) : t('apiKeys.expired', { at })}</span>;
}

function Revoke({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const act = useAct('revokeApiKey');
  const { name } = apiKey;
  return (
    <ConfirmFinal
      title={t('apiKeys.revokeTitle', { name })}
      confirm={t('apiKeys.revoke')}
      isBusy={act.isBusy}
      error={act.error}
      onConfirm={async () => {
        if (!(await act.submit({ params: { id: apiKey.id } }))) return;
        tell(t('apiKeys.revokedNow', { name }));
        onClose();
      }}
      onClose={onClose}
    >
      <p>{t('apiKeys.revokeWhy')}</p>
    </ConfirmFinal>
  );
}

/** A key that was just made, for as long as the page stays. */
function ShownOnce({ made }: { made: MadeKey }) {
  const clipboard = useClipboard();
  return (
    <Done>
      <p>{t('apiKeys.made', { name: made.name })}</p>
      <p className="beside">
        <code style={{ overflowWrap: 'anywhere' }}>{made.key}</code>
        <Button variant="default" onClick={() => clipboard.copy(made.key)}>
          {t(clipboard.copied ? 'act.copied' : 'act.copy')}
        </Button>
      </p>
    </Done>
  );
}

/** Chosen action by action, in place of a role. */
const OWN = 'own';
const CHOSEN = KEY_ACTIONS.filter((action) => action !== 'read');
type NewKeyValues = { name: string; role: Role | typeof OWN; expiresOn: string | null } & Partial<
  Record<KeyAction, boolean>
>;
const NEW_KEY: NewKeyValues = { name: '', role: 'read_only', expiresOn: null };

function mayDoText({ role, actions }: ApiKey): string {
  if (role) return t(`role.${role}`);
  return (actions ?? []).map((action) => t(`keyAction.${action}`)).join(', ');
}

function NewKey({ onDone, onClose }: { onDone: (key: MadeKey) => void; onClose: () => void }) {
  const { today, timeZone } = useCompany();
  const act = useAct('createApiKey');
  return (
    <RecordForm
      name={'api key new'}
      title={t('apiKeys.new')}
      looks={({ role }) => ({
        name: {
          kind: 'text',
          label: t('apiKeys.name'),
          description: t('apiKeys.nameNote'),
          maxLength: 100,
          required: true,
        },
        role: {
          kind: 'choice',
          label: t('apiKeys.mayDo'),
          description: role === OWN ? t('apiKeys.ownNote') : undefined,
          choices: [
            ...ROLES.map((value) => ({ value, label: t(`role.${value}`) })),
            { value: OWN, label: t('apiKeys.own') },
          ],
        },
        ...(role === OWN
          ? Object.fromEntries(CHOSEN.map((action) => [action, { kind: 'tick', label: t(`keyAction.${action}`) }]))
          : {}),
        expiresOn: {
          kind: 'date',
          label: t('apiKeys.expiresOn'),
          description: t('apiKeys.expiresOnNote'),
          min: today,
        },
      })}
      values={NEW_KEY}
      submit={t('apiKeys.make')}
      act={act}
      onSubmit={async ({ values }) => {
        const { name, role, expiresOn } = values;
        const may = role === OWN ? { actions: CHOSEN.filter((action) => values[action]) } : { role };
        // The whole of its last day, as the company's clocks have it.
        const expiresAt = expiresOn && instantIn(`${expiresOn}T23:59:59`, timeZone);
        const key = await act.submit({ body: { name, ...may, expiresAt } });
        if (key) onDone(key);
        return key && {};
      }}
      onClose={onClose}
    />
  );
}

function columnsOfKeys(onRevoke: (key: ApiKey) => void) {
  return [
    { name: t('apiKeys.mayDo'), cell: (key: ApiKey) => mayDoText(key) },
    {
      name: t('apiKeys.createdAt'),
      cell: ({ createdAt, createdBy }: ApiKey) => (
        <>
          <InstantText at={createdAt} />
          <div className="quiet small">{t('apiKeys.by', { by: actorText(createdBy) })}</div>
        </>
      ),
    },
    {
      name: t('apiKeys.expiresAt'),
      cell: ({ expiresAt }: ApiKey) =>
        expiresAt ? <InstantText at={expiresAt} /> : <span className="quiet">{t('apiKeys.never')}</span>,
    },
    {
      name: t('apiKeys.state'),
      cell: (key: ApiKey) => (isAlive(key) ? <Working of={key} onRevoke={() => onRevoke(key)} /> : <Ended of={key} />),
    },
  ];
}

function Working({ of: key, onRevoke }: { of: ApiKey; onRevoke: () => void }) {
  return (
    <span className="beside">
      {t('apiKeys.works')}
      <button
        type="button"
        className="link"
        aria-label={t('apiKeys.revokeNamed', { name: key.name })}
        onClick={onRevoke}
      >
        {t('apiKeys.revoke')}
      </button>
    </span>
  );
}
