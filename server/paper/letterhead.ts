import type { Address } from '#contract/primitives.ts';
import type { Letterhead } from '#domain/paper/documents.ts';
import type { Queries } from '../platform/transaction.ts';

/** What stands at the head of each page. */
export async function readLetterhead(queries: Queries): Promise<Letterhead> {
  const { address, ...company } = await queries.row<Omit<Letterhead, 'address'> & { address: Address | null }>(
    'select name, address, phone, email from company',
  );
  return { ...company, address: addressLines(address) };
}

/** An address as the lines of an envelope. */
export function addressLines(address: Address | null): string[] {
  if (!address) return [];
  const { name, line1, line2, city, region, postalCode, country } = address;
  const town = [city, [region, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  return [name, line1, line2, town, country].filter((line): line is string => !!line);
}
