import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '#contract/errors.ts';
import { type Route, routes } from '#contract/routes.ts';
import { sendProblem } from './problem.ts';

/** Each address of the contract with the methods it takes. */
const ADDRESSES = [...new Set((Object.values(routes) as Route[]).map(({ path }) => path))].map((path) => ({
  pattern: new RegExp(`^/api/v1${path.replace(/\{\w+\}/g, '[^/]+')}$`),
  methods: (Object.values(routes) as Route[]).filter((route) => route.path === path).map(({ method }) => method),
}));

/** Answers a request that no operation takes: there is no such address, or it takes other methods. */
export function answerNothingThere(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const methods = methodsAt(request.url.split('?')[0] as string);
  // Also what its operation did not take on: an id longer than any.
  if (methods.length === 0 || methods.includes(request.method))
    return sendProblem(reply, { code: 'not_found', detail: 'There is nothing at this address.' });
  return sendProblem(reply.header('allow', methods.join(', ')), { code: 'method_not_allowed' });
}

/** The methods an address takes; none where there is no such address. */
export function methodsAt(path: string): string[] {
  const methods = ADDRESSES.filter(({ pattern }) => pattern.test(path)).flatMap((address) => address.methods);
  return methods.includes('GET') ? [...methods, 'HEAD'] : methods;
}

/** A refusal for a record that is not there, or not for the caller, with which kind of record it is. */
export function namingItsKind({ refusal }: { refusal: Refusal }, { path }: Route): { refusal: Refusal } {
  if (refusal.code !== 'not_found' || refusal.detail) return { refusal };
  const kind = kindAt(path);
  return { refusal: { ...refusal, detail: `There is no ${kind} with this id, or none you may read.` } };
}

/** `/purchase-orders/{id}/receipts` is about a purchase order. */
function kindAt(path: string): string {
  const plural = (path.split('/')[1] as string).replaceAll('-', ' ');
  return plural.replace(/ies$/, 'y').replace(/s$/, '');
}
