import { Link } from '@tanstack/react-router';
import { useLayoutEffect } from 'react';
import { t } from '#web/i18n/words.ts';
import { Page } from '#web/ui/page.tsx';
import { FloorSpecimens } from './floor-specimens.tsx';
import { FormSpecimens } from './form-specimens.tsx';
import styles from './gallery-page.module.css';
import { Panel } from './panel.tsx';
import { StateSpecimens } from './state-specimens.tsx';
import { TableSpecimens } from './table-specimens.tsx';
import { WordSpecimens } from './word-specimens.tsx';

/**
 * Every component of `web/ui` in every state, light and dark beside each other, for who changes one. What a component is
 * called in the code is its name here, in every language.
 */
export function GalleryPage() {
  useLightPage();
  return (
    // The page itself stands in these.
    <div data-shows="Shell Frame Page">
      <Page title="Gallery" above={<Link to="/settings">{t('settings.title')}</Link>}>
        <div className={styles.panels}>
          {(['light', 'dark'] as const).map((scheme) => (
            <Panel key={scheme} scheme={scheme}>
              <WordSpecimens />
              <TableSpecimens />
              <FormSpecimens />
              <FloorSpecimens />
              <StateSpecimens />
            </Panel>
          ))}
        </div>
      </Page>
    </div>
  );
}

/** Light for as long as it is shown: a light part cannot be drawn inside a dark page, but a dark one inside a light page can. */
function useLightPage(): void {
  useLayoutEffect(() => {
    const root = document.documentElement;
    const before = root.dataset.mantineColorScheme;
    root.dataset.mantineColorScheme = 'light';
    return () => {
      root.dataset.mantineColorScheme = before;
    };
  }, []);
}
