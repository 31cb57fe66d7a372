import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { ERRORS } from '#contract/errors.ts';
import { CUSTOMER_ANSWERS } from '#domain/customer-page/answers.ts';
import { countGuess } from '../accounts/limit-attempts.ts';
import { dateIn, readCompany } from '../platform/company.ts';
import type { Database } from '../platform/database.ts';
import { enterDemo } from '../platform/demo-gate.ts';
import { explainError } from '../platform/http/explain-error.ts';
import { inTransaction, type Queries, queriesOf, Undo } from '../platform/transaction.ts';
import { beginWork, type Reading } from '../platform/work.ts';
import { writeCalendar } from './calendar.ts';
import { type Answered, giveAnswer } from './give-answer.ts';
import { type OpenedLink, openLink, viewerOf } from './open-link.ts';
import { printInvoice, printSlip } from './print-papers.ts';
import { readDeliveries } from './read-deliveries.ts';
import { type AnswerForm, readForm } from './read-form.ts';
import { readDecision, readRecords } from './read-records.ts';
import { type PageContent, SHEET, type WrittenPage, writeNoPage, writePage, writeTroublePage } from './write-page.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** No cookie decides what it does: a form of any page may send it. */
    isForAnySite?: boolean;
  }
}

type Parts = { database: Database; reading: Database };
type Params = { token: string };
/** The fulfillment of a packing slip, or an invoice. */
type PaperParams = Params & { id: string };
type Query = { b?: unknown; from?: unknown; said?: unknown; again?: unknown; choose?: unknown };

const LONGEST_FORM = 20_000;
const NO_PAGE = writeNoPage();

/**
 * The private pages of customers, plain HTML without script: `GET /c/{token}`, its calendar, packing slips and invoices, and `POST /c/{token}/answers` with
 * the form fields `answer`, `backorderId`, `quantity`, `notBefore` and `text`. Reading changes nothing, however often: mail
 * scanners open links. What cannot be read is answered by the page, too, never by an error for programs. A link that opens nothing answers one and the same page, whatever the reason. The token is in no log
 * and no record.
 */
export async function addCustomerPage(app: FastifyInstance, parts: Parts): Promise<void> {
  const queries = queriesOf(parts.reading);
  const pages: FastifyPluginAsync = async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: LONGEST_FORM },
      (_request, body, done) => done(null, body),
    );
    scope.addHook('onRequest', async (_request, reply) => void guard(reply));
    scope.setErrorHandler<FastifyError, { Params: Params }>((error, request, reply) =>
      showTrouble(queries, error, request, reply),
    );
    scope.get<{ Params: Params; Querystring: Query }>('/c/:token', (request, reply) =>
      showPage(queries, request, reply),
    );
    scope.get<{ Params: Params }>('/c/:token/expected.ics', (request, reply) => showCalendar(queries, request, reply));
    scope.get<{ Params: PaperParams }>('/c/:token/packing-slips/:id.pdf', (request, reply) =>
      showPaper(printSlip, queries, request, reply),
    );
    scope.get<{ Params: PaperParams }>('/c/:token/invoices/:id.pdf', (request, reply) =>
      showPaper(printInvoice, queries, request, reply),
    );
    // Somebody who loads the page of an answer again looks, and decides nothing.
    scope.get<{ Params: Params }>('/c/:token/answers', (request, reply) =>
      reply.redirect(`/c/${encodeURIComponent(request.params.token)}`, 303),
    );
    for (const url of ['/c/:token', '/c/:token/answers'])
      scope.post<{ Params: Params }>(url, { config: { isForAnySite: true } }, (request, reply) =>
        takeAnswer(parts, request, reply),
      );
  };
  await app.register(pages);
}

/** Kept by nobody, found by no search engine, and named to no other site. */
function guard(reply: FastifyReply): void {
  reply
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-robots-tag', 'noindex, nofollow');
}

type Opened = { link: OpenedLink; reading: Reading };

async function open(queries: Queries, token: string): Promise<Opened | null> {
  const now = new Date().toISOString();
  const link = await openLink(queries, token, now);
  if (!link) return null;
  const { company, settings } = await readCompany(queries);
  return { link, reading: { queries, now, today: dateIn(company.timeZone, now), company, settings } };
}

async function showPage(
  queries: Queries,
  request: FastifyRequest<{ Params: Params; Querystring: Query }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const opened = await open(queries, request.params.token);
  if (!opened) return sendNoPage(queries, request, reply);
  const { b, from, said, again, choose } = request.query;
  const decision = isId(said) ? await readDecision(queries, opened.link, said) : null;
  const page = await contentOf(opened, request.params.token, {
    only: isId(b) ? b : null,
    offset: isId(from) ? Number(from) : 0,
    said: decision && { decision, isAgain: again === '1' },
    problem: null,
    choose: CUSTOMER_ANSWERS.find((answer) => answer === choose) ?? null,
  });
  return send(reply, page);
}

async function contentOf(
  { link, reading }: Opened,
  token: string,
  shown: Pick<PageContent, 'only' | 'offset' | 'said' | 'problem' | 'choose'>,
): Promise<WrittenPage> {
  const read = (only: string | null) => readRecords(reading, link, { limit: SHEET, offset: shown.offset, only });
  const [found, deliveries] = await Promise.all([read(link.backorderId ?? shown.only), readDeliveries(reading, link)]);
  // A record that is none of theirs, or that went away, hides nothing of what they wait for.
  const isElsewhere = shown.only !== null && found.count === 0;
  const content = isElsewhere ? { ...(await read(link.backorderId)), only: null } : found;
  return writePage(reading, { link, token, deliveries, ...shown, ...content });
}

async function showCalendar(
  queries: Queries,
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const opened = await open(queries, request.params.token);
  if (!opened) return sendNoPage(queries, request, reply);
  const { link, reading } = opened;
  const { records } = await readRecords(reading, link, { limit: 200, offset: 0, only: null });
  return reply
    .header('content-type', 'text/calendar; charset=utf-8')
    .header('content-disposition', 'attachment; filename="expected.ics"')
    .serializer(String)
    .send(writeCalendar(records, { language: link.language, company: reading.company.name, now: reading.now }));
}

async function showPaper(
  print: typeof printSlip,
  queries: Queries,
  request: FastifyRequest<{ Params: PaperParams }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { token, id } = request.params;
  const opened = await open(queries, token);
  const paper = opened && isId(id) ? await print(opened.reading, opened.link, id) : null;
  if (!paper) return sendNoPage(queries, request, reply);
  return reply
    .header('content-type', 'application/pdf')
    .header('content-disposition', `inline; filename="${paper.filename}"`)
    .send(paper.content);
}

async function takeAnswer(
  parts: Parts,
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { token } = request.params;
  const queries = queriesOf(parts.reading);
  const opened = await open(queries, token);
  if (!opened) return sendNoPage(queries, request, reply);
  const form = readForm(request.body);
  const answered = form
    ? await carryOut(parts.database, opened, token, form, request.id)
    : { problem: 'unclear' as const };
  if (answered === null) return sendNoPage(queries, request, reply);
  if ('problem' in answered) {
    const content = {
      only: form?.backorderId ?? null,
      offset: 0,
      said: null,
      problem: answered.problem,
      choose: form?.answer ?? null,
    };
    return send(reply.status(422), await contentOf(opened, token, content));
  }
  const { answerId, isAgain, backorderId } = answered;
  const place = backorderId ? `#b${backorderId}` : '';
  return reply.redirect(`/c/${token}?said=${answerId}${isAgain ? '&again=1' : ''}${place}`, 303);
}

/**
 * What could not be read is answered by the page itself, in its language; what went wrong here by a page that asks for patience. The
 * status is that of any refusal.
 */
async function showTrouble(
  queries: Queries,
  error: FastifyError,
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { code } = explainError(error, request);
  const { status } = ERRORS[code];
  if (status === 429 || status >= 500) return send(reply.status(status), writeTroublePage());
  const opened = await open(queries, request.params.token);
  if (!opened) return sendNoPage(queries, request, reply);
  const problem = code === 'request_too_large' ? ('too_long' as const) : ('unclear' as const);
  const shown = { only: null, offset: 0, said: null, problem, choose: null };
  return send(reply.status(status), await contentOf(opened, request.params.token, shown));
}

/** In a transaction of its own, as any use case; what could not be done leaves nothing behind. */
function carryOut(
  database: Database,
  { link }: Opened,
  token: string,
  form: AnswerForm,
  requestId: string,
): Promise<Answered | null> {
  const now = new Date().toISOString();
  return inTransaction<Answered | null>(database, async (tx) => {
    const { company, settings } = await readCompany(tx);
    if (company.isDemo && !(await enterDemo(tx))) return null;
    const today = dateIn(company.timeZone, now);
    const { work, writeRecords } = beginWork(tx, {
      viewer: viewerOf(link),
      now,
      today,
      company,
      settings,
      ifMatch: null,
      requestId,
    });
    const answered = await giveAnswer(work, token, form);
    if (answered === null || 'problem' in answered) throw new Undo<Answered | null>(answered);
    writeRecords();
    return answered;
  });
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,15}$/.test(value);
}

/** The page of every link that opens nothing; who tries many is slowed down. */
async function sendNoPage(queries: Queries, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const seconds = await countGuess(queries, request.ip, new Date().toISOString());
  if (seconds !== null) reply.header('retry-after', seconds);
  return send(reply.status(seconds === null ? 404 : 429), NO_PAGE);
}

function send(reply: FastifyReply, { html, policy }: WrittenPage): FastifyReply {
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .serializer(String)
    .send(html);
}
