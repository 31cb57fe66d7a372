import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMay, useMe } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { Section } from '#web/ui/page.tsx';
import { FailedState, LoadingState } from '#web/ui/states.tsx';
import { countOf, KINDS } from './demo-contents.ts';
import styles from './demo-section.module.css';
import { RemoveDemoForm } from './remove-demo-form.tsx';

/** In a demo company, for its administrator: what it holds, and how it is exchanged for an empty company of one's own. */
export function DemoSection() {
  const { company } = useMe();
  const may = useMay();
  return company.isDemo && may('settings.write') ? <DemoContents /> : null;
}

function DemoContents() {
  const { data: contents, error, refetch } = useRead('getDemoContents', {});
  const [isOpen, setIsOpen] = useState(false);
  if (!contents) {
    return (
      <Section title={t('demo.title')}>
        {error ? (
          <FailedState what={t('demo.title')} error={error} onRetry={() => void refetch()} />
        ) : (
          <LoadingState rows={4} />
        )}
      </Section>
    );
  }
  return (
    <Section title={t('demo.title')}>
      <div className={styles.body}>
        <p>{t('demo.what', { name: contents.companyName })}</p>
        <p>{t('demo.holds')}</p>
        <ul className={styles.kinds}>
          {KINDS.filter((kind) => contents[kind] > 0).map((kind) => (
            <li key={kind}>{countOf(contents, kind)}</li>
          ))}
        </ul>
        {isOpen ? (
          <RemoveDemoForm contents={contents} onClose={() => setIsOpen(false)} />
        ) : (
          <div>
            <Button variant="default" onClick={() => setIsOpen(true)}>
              {t('demo.open')}
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}
