import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { hasRightCheckDigit, isSameCode } from '#domain/finding/codes.ts';
import { reading } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';

type Coded = { id?: string; upc?: string | null };

/**
 * What is doubtful about a UPC that is entered: its check digit, and other items that have it. `hold` says so and holds the
 * form back once; whoever sends the same code again means it.
 */
export function useUpcDoubts() {
  const client = useQueryClient();
  const [held, setHeld] = useState<{ upc: string; says: string } | null>(null);

  async function hold({ id, upc }: Coded): Promise<boolean> {
    if (!upc || held?.upc === upc) return false;
    const { data } = await client.fetchQuery(reading('listVariants', { query: { q: upc, limit: 20 } }));
    const others = data.filter((other) => other.id !== id && other.upc !== null && isSameCode(other.upc, upc));
    const items = others.map(({ itemName, sku }) => t('item.nameAndSku', { name: itemName, sku })).join(', ');
    const doubts = [
      ...(hasRightCheckDigit(upc) ? [] : [t('variant.upcCheck', { upc })]),
      ...(others.length > 0 ? [t('variant.upcAlsoOf', { upc, items })] : []),
    ];
    setHeld(doubts.length > 0 ? { upc, says: [...doubts, t('variant.upcAnyway')].join(' ') } : null);
    return doubts.length > 0;
  }

  return { hold, says: held?.says };
}

/** A code without the blanks and dashes it is printed with. */
export function plainCode(upc: string | null | undefined): string | null {
  return upc?.replace(/[\s-]+/g, '') || null;
}
