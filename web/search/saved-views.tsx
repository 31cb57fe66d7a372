import { Button, Checkbox, TextInput } from '@mantine/core';
import { Bookmark, X } from 'lucide-react';
import { useState } from 'react';
import type { SavedView } from '#contract/search.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { Dialog, DialogButtons } from '#web/ui/dialog.tsx';
import { FormFrame } from '#web/ui/form.tsx';
import { Menu } from '#web/ui/menu.tsx';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';

type SavedViewsProps = {
  list: SavedView['list'];
  /** The address as it is now, for keeping. */
  address: Record<string, string>;
  onOpen: (address: Record<string, string>) => void;
};

/** The views of a list that a person has kept, and those that others share. */
export function SavedViews(props: SavedViewsProps) {
  const { data } = useRead('listSavedViews', { query: { list: props.list, limit: 200 } });
  const [isSaving, setIsSaving] = useState(false);
  const remove = useAct('deleteSavedView');
  const views = data?.data ?? [];
  const forget = async ({ id, name }: SavedView) => {
    if (await remove.submit({ params: { id } })) tell(t('view.removed', { name }));
  };
  return (
    <>
      <Menu label={t('view.label')} icon={<Bookmark size={14} aria-hidden />}>
        {(close) => (
          <>
            {views.length === 0 && <li className="quiet small">{t('view.none')}</li>}
            {views.map((view) => (
              <ViewItem
                key={view.id}
                view={view}
                onForget={() => void forget(view)}
                onOpen={() => {
                  props.onOpen(view.address);
                  close();
                }}
              />
            ))}
            <li>
              <button
                type="button"
                onClick={() => {
                  close();
                  setIsSaving(true);
                }}
              >
                {t('view.save')}
              </button>
            </li>
          </>
        )}
      </Menu>
      {isSaving && <SaveView list={props.list} address={props.address} onClose={() => setIsSaving(false)} />}
    </>
  );
}

function SaveView(props: { list: SavedView['list']; address: Record<string, string>; onClose: () => void }) {
  const act = useAct('createSavedView');
  const form = useForm(`view ${props.list}`, { name: '', isShared: false });
  const { name, isShared } = form.values;
  async function save() {
    const { list, address } = props;
    const saved = await act.submit({ body: { list, address, name: name.trim(), isShared } });
    if (!saved) return;
    form.forget();
    tell(t('view.saved', { name: saved.name }));
    props.onClose();
  }
  return (
    <Dialog title={t('view.saveTitle')} onClose={props.onClose}>
      <FormFrame label={t('view.saveTitle')} isConsequential={false} onSubmit={() => void save()}>
        <TextInput
          label={t('view.name')}
          required
          maxLength={80}
          value={name}
          onChange={(event) => form.set({ name: event.currentTarget.value })}
        />
        <Checkbox
          mt="sm"
          label={t('view.share')}
          checked={isShared}
          onChange={(event) => form.set({ isShared: event.currentTarget.checked })}
        />
        <Refused error={act.error} />
        <DialogButtons>
          <Button variant="default" onClick={props.onClose}>
            {t('act.close')}
          </Button>
          <Button type="submit" loading={act.isBusy} disabled={name.trim() === ''}>
            {t('view.saveAct')}
          </Button>
        </DialogButtons>
      </FormFrame>
    </Dialog>
  );
}

function ViewItem({ view, onOpen, onForget }: { view: SavedView; onOpen: () => void; onForget: () => void }) {
  return (
    <li>
      <button type="button" onClick={onOpen}>
        {view.isMine ? view.name : t('view.by', { name: view.name, owner: view.ownerName })}
        {view.isMine && view.isShared && <span className="quiet small"> · {t('view.shared')}</span>}
      </button>
      {view.isMine && (
        <button type="button" aria-label={t('view.remove', { name: view.name })} onClick={onForget}>
          <X size={14} aria-hidden />
        </button>
      )}
    </li>
  );
}
