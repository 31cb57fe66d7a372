/** What a variant's name says of it: the year it was made in, and what it holds in millilitres. Null where it does not say. */
export type NamedVariant = { vintage: number | null; millilitres: number | null };

const VINTAGE = /(?<!\d)(19[5-9]\d|20\d\d)(?!\d)(?!\s*(?:ml|cl|l|lt|ltr)\b)/i;
const SIZE = /(\d+(?:[.,]\d+)?)\s*(ml|cl|ltr|lt|l)\b/i;
const IN_MILLILITRES: Readonly<Record<string, number>> = { ml: 1, cl: 10, l: 1000, lt: 1000, ltr: 1000 };

/** Reads vintage and size out of a variant's name: "2021, 750 ml" is 2021 and 750, "1.5 L" holds 1500. */
export function readVariantName(name: string): NamedVariant {
  const vintage = VINTAGE.exec(name);
  const size = SIZE.exec(name);
  const unit = IN_MILLILITRES[(size?.[2] ?? '').toLowerCase()] ?? 0;
  return {
    vintage: vintage ? Number(vintage[1]) : null,
    millilitres: size ? Math.round(Number((size[1] as string).replace(',', '.')) * unit) : null,
  };
}
