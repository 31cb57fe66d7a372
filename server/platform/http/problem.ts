import type { FastifyReply } from 'fastify';
import { ERRORS, type Refusal } from '#contract/errors.ts';

/** Answers a refusal as problem+json (RFC 9457). */
export function sendProblem(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { status, title } = ERRORS[refusal.code];
  const { facts, errors, detail, code } = refusal;
  return reply
    .status(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({ ...facts, type: `/docs/errors#${code}`, title, status, code, detail, errors, requestId: reply.request.id });
}
