import { t } from '#web/i18n/words.ts';

/** The column of a table with the way to edit each record. */
export function editColumn<Row extends { id: string; name: string }>(mayEdit: boolean, onEdit: (id: string) => void) {
  return {
    name: t('settings.edit'),
    isNeeded: mayEdit,
    cell: ({ id, name }: Row) => (
      <button type="button" className="link" aria-label={t('settings.editNamed', { name })} onClick={() => onEdit(id)}>
        {t('settings.edit')}
      </button>
    ),
  };
}
