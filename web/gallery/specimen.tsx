import type { ReactNode } from 'react';
import { Section } from '#web/ui/page.tsx';

/** A piece of the gallery: which components it shows, by the names they are exported under, in every state there is. */
export function Specimen({ of, children }: { of: string; children: ReactNode }) {
  return (
    <div data-shows={of}>
      <Section title={of}>{children}</Section>
    </div>
  );
}
