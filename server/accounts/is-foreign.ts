import type { FastifyRequest } from 'fastify';

/**
 * Whether a write may have been sent by another site's page with our cookie in it. Browsers say where a request was made
 * in `Sec-Fetch-Site` (on encrypted and local addresses) and in `Origin` (everywhere); no page can change either. A
 * program sends neither, and cannot be lured into sending a cookie. A Bearer key is never sent unasked.
 */
export function isForeign(request: FastifyRequest): boolean {
  const { headers, method } = request;
  if (method === 'GET' || method === 'HEAD' || readBearer(headers) !== null) return false;
  const site = headers['sec-fetch-site'];
  // Decides alone where it is sent: behind a proxy that changes Host, Origin would not match it.
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return headers.origin !== undefined && hostOf(headers.origin) !== headers.host?.toLowerCase();
}

/** The key of `Authorization: Bearer …`, or null where the header is missing or of another kind. */
export function readBearer(headers: FastifyRequest['headers']): string | null {
  return /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

/** Null for `null` and for what is no address. */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host || null : null;
}
