import { type CSSVariablesResolver, MantineProvider } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { cssVariables, theme } from '#web/ui/theme.ts';
import styles from './gallery-page.module.css';

/**
 * The library writes its own colours of a scheme beside ours where both are meant for a part of a page; said once more for
 * the scheme, ours win there too.
 */
const panelVariables: CSSVariablesResolver = (given) => {
  const { variables, light, dark } = cssVariables(given);
  return { variables, light: { ...variables, ...light }, dark: { ...variables, ...dark } };
};

/** A part of the page in a colour scheme of its own, whatever the page around it is in. */
export function Panel({ scheme, children }: { scheme: 'light' | 'dark'; children: ReactNode }) {
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  return (
    <div ref={setElement} id={`gallery-${scheme}`} data-mantine-color-scheme={scheme} className={styles.panel}>
      {element && (
        <MantineProvider
          theme={theme}
          cssVariablesResolver={panelVariables}
          forceColorScheme={scheme}
          cssVariablesSelector={`#gallery-${scheme}`}
          deduplicateCssVariables={false}
          getRootElement={() => element}
        >
          {children}
        </MantineProvider>
      )}
    </div>
  );
}
