import type { TenThousandths } from '#domain/money.ts';
import type { Quantity } from '#domain/quantity.ts';
import { readVariantName } from '#domain/substitutes/variant-name.ts';

/** A variant that may stand in for another. */
export type Candidate = {
  variantId: string;
  productId: string;
  family: string | null;
  variantName: string;
  price: TenThousandths;
  /** Free units in the warehouse. */
  available: Quantity;
  orderMultiple: number;
};

/** The variant that is missing, and how many. `price` is what the customer pays for it. */
export type Missing = Omit<Candidate, 'available' | 'orderMultiple'> & { quantity: Quantity };

/** How close a candidate is to what is missing. */
export type Closeness = {
  isSameProduct: boolean;
  isSameFamily: boolean;
  isSameSize: boolean;
  /** Its vintage follows next on that of what is missing. */
  isNextVintage: boolean;
  /** It has stock for all that is missing. */
  coversAll: boolean;
};

/** How close a candidate is to what is missing. */
function closeness(missing: Missing, candidate: Candidate): Closeness {
  const [wanted, offered] = [readVariantName(missing.variantName), readVariantName(candidate.variantName)];
  const isSameProduct = candidate.productId === missing.productId;
  const isSameSize = wanted.millilitres !== null && wanted.millilitres === offered.millilitres;
  return {
    isSameProduct,
    isSameFamily: isSameProduct || (missing.family !== null && candidate.family === missing.family),
    isSameSize,
    isNextVintage: isSameProduct && isSameSize && wanted.vintage !== null && offered.vintage === wanted.vintage + 1,
    coversAll: candidate.available >= missing.quantity,
  };
}

/**
 * What may stand in for a variant, the closest first: the next vintage, the same product in the same size, the same family in the
 * same size, the rest of product and family; among equals what has stock for all, then the nearest price, then the smaller id. What
 * has no free stock, or not one whole multiple of it, is never suggested.
 */
export function suggest<Each extends Candidate>(
  missing: Missing,
  candidates: readonly Each[],
): { candidate: Each; closeness: Closeness }[] {
  return candidates
    .filter(({ variantId, available, orderMultiple }) => available >= orderMultiple && variantId !== missing.variantId)
    .map((candidate) => ({ candidate, closeness: closeness(missing, candidate) }))
    .filter(({ closeness: { isSameFamily } }) => isSameFamily)
    .sort(
      (a, b) =>
        step(a.closeness) - step(b.closeness) ||
        Number(b.closeness.coversAll) - Number(a.closeness.coversAll) ||
        compare(distance(missing, a.candidate), distance(missing, b.candidate)) ||
        compare(BigInt(a.candidate.variantId), BigInt(b.candidate.variantId)),
    );
}

function step({ isSameProduct, isSameSize, isNextVintage }: Closeness): number {
  if (isNextVintage) return 0;
  if (isSameSize) return isSameProduct ? 1 : 2;
  return isSameProduct ? 3 : 4;
}

function distance({ price }: Missing, candidate: Candidate): TenThousandths {
  return candidate.price > price ? candidate.price - price : price - candidate.price;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
