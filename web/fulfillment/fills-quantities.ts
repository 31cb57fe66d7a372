import type { Answer } from '#contract/operations.ts';

type Fills = Answer<'getVariantFills'>;
export type Said = Readonly<Record<string, number | null>>;

/** What is proposed, until somebody says another quantity. */
export function useQuantities(
  fills: Fills,
  form: { values: { said: Said }; set: (change: (before: { said: Said }) => { said: Said }) => void },
) {
  const { said } = form.values;
  const of = (line: Fills['lines'][number]) => {
    const own = said[line.backorderLineId];
    return own === undefined ? line.quantity : own;
  };
  const wanted = fills.lines.flatMap((line) => {
    const quantity = of(line) ?? 0;
    return quantity > 0 ? [{ backorderLineId: line.backorderLineId, quantity }] : [];
  });
  return {
    of,
    wanted,
    isSaid: fills.lines.every((line) => of(line) !== null),
    say: (id: string, quantity: number | null) => form.set((before) => ({ said: { ...before.said, [id]: quantity } })),
  };
}
/** The quantities of the form. */
export type Quantities = ReturnType<typeof useQuantities>;
