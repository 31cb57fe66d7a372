import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ROLES, type Role } from '#contract/permissions.ts';
import { useMay, useMe } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { type ItemOf, useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ListOfRecords } from '#web/records/list-of-records.tsx';
import { RecordForm } from '#web/records/record-form.tsx';
import { ConfirmFinal } from '#web/ui/confirm-final.tsx';
import { InstantText } from '#web/ui/date-text.tsx';
import { Dialog, DialogButtons } from '#web/ui/dialog.tsx';
import type { Look, Looks } from '#web/ui/fields.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Section } from '#web/ui/page.tsx';
import { SearchBox } from '#web/ui/search-box.tsx';
import { EmptyState, Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { SettingsFrame } from './settings-frame.tsx';

const route = getRouteApi('/signed-in/settings/people');
type Person = ItemOf<'listUsers'>;

/** Who works here and in which role. Those who left stay listed: the history names them. */
export function PeoplePage() {
  const { edit, q } = route.useSearch();
  const navigate = useNavigate({ from: '/settings/people' });
  const mayEdit = useMay()('people.write');
  const list = useList('listUsers', { query: { q, limit: 200 } });
  const edited = list.rows?.find(({ id }) => id === edit);
  const open = (person: string) => void navigate({ search: (before) => ({ ...before, edit: person }) });
  const close = () => void navigate({ search: (before) => ({ ...before, edit: undefined }), replace: true });
  const search = (text: string) =>
    void navigate({ search: (before) => ({ ...before, q: text || undefined }), replace: true });

  return (
    <SettingsFrame
      title={t('people.title')}
      here="/settings/people"
      actions={mayEdit && edit !== 'new' && <Button onClick={() => open('new')}>{t('people.new')}</Button>}
    >
      {mayEdit && edit === 'new' && <NewPerson onClose={close} />}
      {mayEdit && edited && <EditPerson key={edited.id} person={edited} onClose={close} />}
      <Section
        title={t('people.title')}
        actions={<SearchBox label={t('people.search')} value={q ?? ''} onSearch={search} />}
        flush
      >
        <ListOfRecords
          what={t('people.title')}
          list={list}
          empty={<EmptyState title={t('list.noMatch')}>{t('list.noMatchWhy')}</EmptyState>}
        >
          {(people) => <People people={people} onEdit={mayEdit ? open : null} />}
        </ListOfRecords>
      </Section>
    </SettingsFrame>
  );
}

function People({ people, onEdit }: { people: readonly Person[]; onEdit: ((id: string) => void) | null }) {
  const me = useMe();
  return (
    <LinesTable
      label={t('people.title')}
      lines={people}
      item={{
        name: t('people.name'),
        cell: ({ id, name, email }) => (
          <>
            <div>
              {name} {id === me.id && <span className="quiet small">({t('people.you')})</span>}
            </div>
            <div className="quiet small">{email}</div>
          </>
        ),
      }}
      columns={[
        {
          name: t('people.role'),
          cell: ({ role, routes }) => (
            <>
              {t(`role.${role}`)}
              {routes.length > 0 && <div className="quiet small">{drives(routes)}</div>}
            </>
          ),
        },
        { name: t('people.phone'), cell: ({ phone }) => <span className="nowrap">{phone ?? '–'}</span> },
        {
          name: t('people.state'),
          cell: ({ active }) => (active ? t('people.active') : <span className="quiet">{t('people.inactive')}</span>),
        },
        { name: t('people.since'), cell: ({ createdAt }) => <InstantText at={createdAt} /> },
        {
          name: t('settings.edit'),
          isNeeded: onEdit !== null,
          cell: (person) => <Acts person={person} onEdit={() => onEdit?.(person.id)} />,
        },
      ]}
    />
  );
}

const drives = (routes: Person['routes']) => t('people.drives', { routes: routes.map(({ name }) => name).join(', ') });

/** Changing a person, and letting one out and in again, which can be taken back at any time. */
function Acts({ person, onEdit }: { person: Person; onEdit: () => void }) {
  const act = useAct('updateUser');
  const [isResetting, setIsResetting] = useState(false);
  const { name, active } = person;

  async function toggle() {
    const saved = await act.submit(
      { params: { id: person.id }, body: { active: !active } },
      { version: person.version },
    );
    if (saved) tell(t(saved.active ? 'people.activated' : 'people.deactivated', { name }));
  }

  return (
    <>
      <span className="beside">
        <button type="button" className="link" aria-label={t('settings.editNamed', { name })} onClick={onEdit}>
          {t('settings.edit')}
        </button>
        <button
          type="button"
          className="link"
          aria-label={t(active ? 'people.deactivateNamed' : 'people.activateNamed', { name })}
          onClick={() => void toggle()}
        >
          {t(active ? 'people.deactivate' : 'people.activate')}
        </button>
        {active && (
          <button
            type="button"
            className="link"
            aria-label={t('people.resetNamed', { name })}
            onClick={() => setIsResetting(true)}
          >
            {t('people.reset')}
          </button>
        )}
      </span>
      <Refused error={act.error} />
      {isResetting && <ResetPassword person={person} onClose={() => setIsResetting(false)} />}
    </>
  );
}

/** A new password for somebody who forgot theirs, shown until the dialog is closed. */
function ResetPassword({ person: { id, name, email }, onClose }: { person: Person; onClose: () => void }) {
  const act = useAct('resetPassword');
  const clipboard = useClipboard();
  const [password, setPassword] = useState<string | null>(null);
  if (password === null)
    return (
      <ConfirmFinal
        title={t('people.resetTitle', { name })}
        confirm={t('people.reset')}
        isBusy={act.isBusy}
        error={act.error}
        onConfirm={async () => {
          const reset = await act.submit({ params: { id }, body: {} });
          if (reset) setPassword(reset.password);
        }}
        onClose={onClose}
      >
        <p>{t('people.resetWhy')}</p>
      </ConfirmFinal>
    );
  return (
    <Dialog title={t('people.password')} onClose={onClose}>
      <p>{t('people.resetDone', { name, email })}</p>
      <p className="beside">
        <code style={{ overflowWrap: 'anywhere' }}>{password}</code>
        <Button variant="default" onClick={() => clipboard.copy(password)}>
          {t(clipboard.copied ? 'act.copied' : 'act.copy')}
        </Button>
      </p>
      <DialogButtons>
        <Button onClick={onClose}>{t('act.close')}</Button>
      </DialogButtons>
    </Dialog>
  );
}

type PersonValues = Pick<Person, 'name' | 'phone' | 'role'>;

function commonLooks(role: Role): Looks<PersonValues> {
  return {
    name: { kind: 'text', label: t('people.name'), maxLength: 100, required: true },
    phone: { kind: 'text', type: 'tel', label: t('people.phone'), description: t('people.phoneNote'), maxLength: 40 },
    role: {
      kind: 'choice',
      label: t('people.role'),
      description: t(`roleMeaning.${role}`),
      choices: ROLES.map((value) => ({ value, label: t(`role.${value}`) })),
    },
  };
}

function NewPerson({ onClose }: { onClose: () => void }) {
  const act = useAct('createUser');
  const [password] = useState(somePassword);
  const email: Look = {
    kind: 'text',
    type: 'email',
    label: t('people.email'),
    description: t('people.emailNote'),
    maxLength: 200,
    required: true,
  };
  const passwordLook: Look = {
    kind: 'text',
    label: t('people.password'),
    description: t('people.passwordNote'),
    maxLength: 200,
    required: true,
  };
  const { name, ...others } = commonLooks('sales_rep');
  return (
    <RecordForm
      name="person new"
      secrets={SECRETS}
      title={t('people.new')}
      looks={{ name, email, ...others, password: passwordLook }}
      values={{ name: '', email: '', phone: null as string | null, role: 'sales_rep' as Role, password }}
      submit={t('people.add')}
      act={act}
      onSubmit={async ({ values }) => {
        const person = await act.submit({ body: values });
        if (!person) return null;
        tell(t('people.added', { name: person.name, email: person.email }));
        onClose();
        return person;
      }}
      onClose={onClose}
    />
  );
}

const SECRETS = ['password'];

function EditPerson({ person, onClose }: { person: Person; onClose: () => void }) {
  const act = useAct('updateUser');
  return (
    <RecordForm
      name={`person ${person.id}`}
      title={t('people.edit', { name: person.name })}
      note={[person.email, ...(person.routes.length > 0 ? [drives(person.routes), t('people.leaves')] : [])].join(
        ' · ',
      )}
      looks={commonLooks(person.role)}
      values={person as PersonValues}
      version={person.version}
      submit={t('act.save')}
      act={act}
      onSubmit={async ({ changes, seen }) => {
        const saved = await act.submit({ params: { id: person.id }, body: changes }, seen);
        if (!saved) return null;
        tell(t('people.saved', { name: saved.name }));
        onClose();
        return saved;
      }}
      onClose={onClose}
    />
  );
}

/** A password to hand over, of letters and digits that are not taken for each other. */
function somePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const numbers = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(numbers, (number) => letters[number % letters.length]).join('');
}
