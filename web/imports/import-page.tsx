import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { IMPORT_KINDS } from '#domain/importing/fields.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { type ItemOf, useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { SettingsFrame } from '#web/settings/settings-frame.tsx';
import { Choice } from '#web/ui/choice.tsx';
import { InstantText } from '#web/ui/date-text.tsx';
import { Section } from '#web/ui/page.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { ImportFile } from './import-file.tsx';
import styles from './imports.module.css';
import { SendFile } from './send-file.tsx';

const route = getRouteApi('/signed-in/settings/import');

/** A company's own data from files, kind after kind: sent, looked at, brought in. */
export function ImportPage() {
  const { kind, id } = route.useSearch();
  const navigate = useNavigate({ from: '/settings/import' });
  const mayImport = useMay()('settings.write');
  return (
    <SettingsFrame title={t('imports.title')} here="/settings/import">
      {!mayImport && <EmptyState title={t('state.noPermission')}>{t('state.noPermissionWhy')}</EmptyState>}
      {mayImport && id && <ImportFile id={id} />}
      {mayImport && !id && (
        <>
          <Section title={t('imports.what')} note={t('imports.whatNote')}>
            <div className={styles.steps}>
              <Choice
                label={t('imports.kindOf')}
                options={IMPORT_KINDS.map((value) => ({ value, label: t(`imports.kind.${value}`) }))}
                value={kind ?? 'suppliers'}
                onChange={(value) => void navigate({ search: { kind: value }, replace: true })}
              />
              <SendFile kind={kind ?? 'suppliers'} />
            </div>
          </Section>
          <Before />
        </>
      )}
    </SettingsFrame>
  );
}

/** The files that were sent before. */
function Before() {
  const list = useList('listImports', { query: {} });
  if (!list.rows || list.rows.length === 0) return null;
  return (
    <Section title={t('imports.before')} flush>
      <ul className={styles.files}>
        {list.rows.map((file) => (
          <File key={file.id} of={file} />
        ))}
      </ul>
    </Section>
  );
}

function File({ of }: { of: ItemOf<'listImports'> }) {
  const { create, update, refused } = of.counts;
  return (
    <li>
      <Link to="/settings/import" search={{ id: of.id }}>
        {of.filename}
      </Link>
      <span className="quiet small">{t(`imports.kind.${of.kind}`)}</span>
      <span className="small">{t(`imports.status.${of.status}`)}</span>
      <span className="quiet small">{t('imports.short', { create, update, refused })}</span>
      <span className="quiet small">
        <InstantText at={of.createdAt} />
      </span>
    </li>
  );
}
