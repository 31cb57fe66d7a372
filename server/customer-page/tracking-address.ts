/** Where carriers answer about a number, by the letters of their name. */
const CARRIERS: readonly [RegExp, (number: string) => string][] = [
  [/^ups\b/i, (number) => `https://www.ups.com/track?tracknum=${number}`],
  [/^fedex\b/i, (number) => `https://www.fedex.com/fedextrack/?trknbr=${number}`],
  [/^(usps|us postal)\b/i, (number) => `https://tools.usps.com/go/TrackConfirmAction?tLabels=${number}`],
  [/^dhl\b/i, (number) => `https://www.dhl.com/us-en/home/tracking.html?tracking-id=${number}`],
];

/** The page of a carrier about a shipment; null for a carrier nobody knows such a page of. */
export function trackingAddress(carrier: string | null, trackingNumber: string | null): string | null {
  if (!carrier || !trackingNumber) return null;
  const found = CARRIERS.find(([name]) => name.test(carrier.trim()));
  return found ? found[1](encodeURIComponent(trackingNumber.replaceAll(/\s/g, ''))) : null;
}
