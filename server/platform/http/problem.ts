import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import { ERRORS, type Refusal } from '#contract/errors.ts';

const TYPE = 'application/problem+json; charset=utf-8';

/** When to come again after what passes, unless the refusal says another time. */
const RETRY_AFTER_SECONDS: Record<number, string> = { 429: '1', 503: '2' };

/** Answers a refusal as problem+json (RFC 9457). */
export function sendProblem(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { status } = ERRORS[refusal.code];
  const seconds = RETRY_AFTER_SECONDS[status];
  if (seconds !== undefined && !reply.hasHeader('retry-after')) reply.header('retry-after', seconds);
  return reply
    .status(status)
    .header('content-type', TYPE)
    .serializer(JSON.stringify)
    .send(problem(refusal, reply.request.id));
}

/** Answers what arrived and is no HTTP request, or one whose headers are too large, and ends the connection. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code !== 'ECONNRESET' && socket.writable) {
    const code = error.code === 'HPE_HEADER_OVERFLOW' ? 'request_too_large' : 'malformed_request';
    const { status } = ERRORS[code];
    const text = JSON.stringify(problem({ code }, randomUUID()));
    const headers = `content-type: ${TYPE}\r\ncontent-length: ${Buffer.byteLength(text)}\r\nconnection: close`;
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers}\r\n\r\n${text}`);
  }
  socket.destroy(error);
}

function problem({ facts, errors, detail, code }: Refusal, requestId: string): object {
  const { status, title, meaning } = ERRORS[code];
  return { ...facts, type: `/docs/errors#${code}`, title, status, code, meaning, detail, errors, requestId };
}
