import { t } from '#web/i18n/words.ts';
import { amountText } from '#web/ui/quantity-text.ts';

/** A line that can be picked for. `asked` and `reserved` leave out what earlier picks already took from the shelf. */
export type PickLine = {
  id: string;
  itemName: string;
  sku: string;
  upc?: string | null;
  unitsPerCase: number;
  asked: number;
  reserved: number;
  /** Units the line could have besides, as far as the page knows. */
  free: number;
  /** The part of it that nobody ahead waits for: recording the pick reserves it first. */
  freeForIt?: number;
};

/** What a person entered for a line; null where it cannot be read. */
export type Entry = { picked: number | null; short: number | null };

/** What becomes of units marked short: a backorder of their own, nothing yet, or they stay where they are. */
export type ShortBecomes = 'backorder' | 'stays_on_order' | 'stays_on_backorder';

/** What the line can have now: what is reserved for it, and what is free with nobody ahead. */
export function canHave(line: PickLine): number {
  return Math.min(line.reserved + (line.freeForIt ?? 0), line.asked);
}

/** Where a line starts: everything it can have is there, and nothing is missing. */
export function prefilled(line: PickLine): Entry {
  return { picked: canHave(line), short: 0 };
}

/** What is wrong with an entry, in words; null when nothing is. */
export function entryProblem(line: PickLine, { picked, short }: Entry): string | null {
  if (picked === null || short === null) return null;
  if (picked + short <= line.asked) return null;
  return t('pick.moreThanAsked', { asked: amountText(line.asked, line.unitsPerCase) });
}

/** What an entry will do: "15 picked, 5 short → backorder of 5. 3 stay open." */
export function outcomeSentence(line: PickLine, entry: Entry, shortBecomes: ShortBecomes): string {
  const picked = entry.picked ?? 0;
  const short = entry.short ?? 0;
  const rest = line.asked - picked - short;
  const amount = (quantity: number) => amountText(quantity, line.unitsPerCase);
  const stays = shortBecomes === 'stays_on_backorder' ? 'pick.restOnBackorder' : 'pick.restOnOrder';

  if (picked === 0 && short === 0) return t('pick.nothing', { rest: t(stays, { count: rest, amount: amount(rest) }) });
  const parts: string[] = [];
  if (short === 0) parts.push(t('pick.picked', { amount: amount(picked) }));
  else {
    const becomes = t(`pick.short.${shortBecomes}`, { amount: amount(short) });
    const what =
      picked === 0
        ? t('pick.onlyShort', { short: amount(short) })
        : t('pick.pickedAndShort', { picked: amount(picked), short: amount(short) });
    parts.push(`${what} → ${becomes}`);
  }
  if (rest > 0) parts.push(t(stays, { count: rest, amount: amount(rest) }));
  else if (short === 0) parts.push(t('pick.complete'));
  return parts.join('. ');
}
