import { describe, expect, it } from 'vitest';
import { ERRORS, type ErrorCode } from '#contract/errors.ts';
import { connect } from '#server/platform/database.ts';
import { verifyBooks } from '#server/verify/verify-books.ts';
import { chanceFrom } from '#tests/simulation/seeded-random.ts';
import { addPersonOf } from '#tests/support/person.ts';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { type DescribedOperation, readDocument } from './api-document.ts';
import { fillCompany } from './fill-company.ts';
import { Watch } from './fingerprint.ts';
import { KnownRecords } from './known-records.ts';
import { type MadeRequest, RequestMaker } from './make-request.ts';
import { openCaller, type WireAnswer } from './wire.ts';

/**
 * Whatever is asked of the API, it answers by its own document, and what it refuses leaves nothing behind. The requests
 * are made from the document, so an operation that is added is asked, too.
 *
 * MAKEGOOD_FUZZ_SEED repeats a run; MAKEGOOD_FUZZ_REQUESTS says how many requests are made in all.
 */
const KEPT_SEEDS = [1, 2, 3];
const given = process.env.MAKEGOOD_FUZZ_SEED;
const seeds = given ? [Number(given)] : [...KEPT_SEEDS, Math.floor(Math.random() * 1_000_000_000)];
const requests = Math.ceil(Number(process.env.MAKEGOOD_FUZZ_REQUESTS ?? 600) / (given ? 1 : seeds.length));

/** What any request may be refused for, whatever it asks. */
const GENERAL: readonly ErrorCode[] = [
  'malformed_request',
  'request_too_large',
  'unsupported_media_type',
  'too_many_requests',
  'clock_not_simulated',
];
/** New records are looked for after this many requests that made some. */
const REFRESH_AFTER = 15;
/** The requests cancel and close what they find: after so many there is new work. */
const NEW_WORK_AFTER = 120;
const DEFECTS_TOLD = 25;

describe.each(seeds)('requests of seed %i', (seed) => {
  it('are answered as the document says, and leave nothing behind when refused', { timeout: 600_000 }, async () => {
    console.log(`any request: MAKEGOOD_FUZZ_SEED=${seed} MAKEGOOD_FUZZ_REQUESTS=${requests}`);
    const company = await openTestCompany();
    try {
      const { defects, tally } = await ask(company, seed);
      console.log(`any request: ${JSON.stringify(tally)}`);
      expect([...defects.values()].slice(0, DEFECTS_TOLD)).toEqual([]);
      expect(await verifyBooks(company.database)).toEqual({ balanced: true, differences: [] });
      // A run whose requests are all refused at the door says nothing.
      expect(tally.accepted).toBeGreaterThan(requests / 6);
      expect(tally.wrote).toBeGreaterThan(requests / 20);
    } finally {
      await company.close();
    }
  });
});

type Tally = {
  asked: number;
  accepted: number;
  wrote: number;
  refused: number;
  cutOff: number;
  codes: Record<string, number>;
  /** Operations no request got through to, with what it was refused for. */
  neverDone: Record<string, string[]>;
};

async function ask(company: TestCompany, seed: number): Promise<{ defects: Map<string, object>; tally: Tally }> {
  const chance = chanceFrom(seed);
  const operations = await readDocument();
  // Planned once for these values: both look at every table.
  const looking = connect({ connectionString: company.databaseUrl }, { connections: 1, plans: 'by_value' });
  const records = new KnownRecords(looking, chance);
  // An administrator in person, too: some records belong to people only.
  const { cookie } = await addPersonOf(company, 'Ada', 'administrator');
  const maker = new RequestMaker({ chance, records, keys: company.keys, session: cookie });
  const watch = new Watch(looking);
  const caller = openCaller(company.origin);
  const defects = new Map<string, object>();
  const tally: Tally = { asked: 0, accepted: 0, wrote: 0, refused: 0, cutOff: 0, codes: {}, neverDone: {} };
  const done = new Set<string>();
  const refusals = new Map<string, Set<string>>();
  let deck: DescribedOperation[] = [];
  try {
    while (tally.asked < requests) {
      if (tally.asked % NEW_WORK_AFTER === 0) {
        await fillCompany(company, watch);
        await records.refresh();
      }
      // Each operation once before any comes again.
      if (deck.length === 0) deck = chance.shuffled(operations);
      const operation = deck.pop() as DescribedOperation;
      const request = maker.make(operation);
      const answer = await caller.send(request.wire);
      tally.asked += 1;
      const changed = await watch.changedTables();
      for (const { what, detail } of faultsOf(operation, request, answer, changed)) {
        const key = `${operation.name}: ${what}`;
        if (!defects.has(key))
          defects.set(key, { what: key, detail, ...described(request), answer: answer?.text.slice(0, 600) });
      }
      if (answer === null) tally.cutOff += 1;
      else if (answer.status >= 400) {
        tally.refused += 1;
        const code = /"code":"(\w+)"/.exec(answer.text)?.[1] ?? String(answer.status);
        tally.codes[code] = (tally.codes[code] ?? 0) + 1;
        refusals.set(operation.name, (refusals.get(operation.name) ?? new Set()).add(code));
      } else {
        tally.accepted += 1;
        if (request.wire.method === operation.method) done.add(operation.name);
        const isFile = !answer.text.startsWith('{');
        const { nextCursor } = isFile ? { nextCursor: null } : JSON.parse(answer.text);
        if (typeof nextCursor === 'string') maker.seenCursors.push(nextCursor);
        if (request.wire.method === 'GET') continue;
        tally.wrote += 1;
        if (operation.path.startsWith('/api-keys')) await keepOwnKeys(company, watch);
        if (tally.wrote % REFRESH_AFTER === 0) await records.refresh();
      }
    }
  } finally {
    caller.close();
    await looking.end();
  }
  for (const { name } of operations) if (!done.has(name)) tally.neverDone[name] = [...(refusals.get(name) ?? [])];
  return { defects, tally };
}

type Fault = { what: string; detail?: unknown };

function faultsOf(
  operation: DescribedOperation,
  request: MadeRequest,
  answer: WireAnswer | null,
  changed: string[],
): Fault[] {
  const { method } = request.wire;
  if (answer === null) {
    const faults: Fault[] = changed.length > 0 ? [{ what: `closed the connection and changed ${changed}` }] : [];
    if (!isTooMuch(request)) faults.push({ what: 'closed the connection' });
    return faults;
  }
  const isRefused = answer.status >= 400;
  const faults: Fault[] = [];
  if (changed.length > 0 && (isRefused || method === 'GET' || method === 'HEAD')) {
    faults.push({ what: `answered ${answer.status} and changed ${changed}` });
  }
  if (!isRefused) {
    const isOwn = method === operation.method && answer.status !== operation.successStatus;
    return isOwn ? [...faults, { what: `answered ${answer.status}` }] : faults;
  }
  if (method === 'HEAD') return answer.status >= 500 ? [...faults, { what: `answered ${answer.status}` }] : faults;
  return [...faults, ...faultsOfProblem(operation, request, answer)];
}

function faultsOfProblem(operation: DescribedOperation, request: MadeRequest, answer: WireAnswer): Fault[] {
  const type = answer.headers['content-type'] ?? '';
  if (!type.startsWith('application/problem+json')) return [{ what: `answered ${answer.status} as ${type}` }];
  const { code, status, title, requestId } = JSON.parse(answer.text);
  const known = ERRORS[code as ErrorCode];
  const faults: Fault[] = [];
  if (answer.status >= 500) faults.push({ what: `answered ${answer.status}` });
  if (
    known?.status !== answer.status ||
    status !== answer.status ||
    title !== known.title ||
    typeof requestId !== 'string'
  ) {
    faults.push({ what: `told its refusal wrong: ${code}` });
  }
  const isElsewhere =
    ['not_found', 'method_not_allowed'].includes(code) &&
    (request.isSpoiled || request.wire.method !== operation.method);
  if (answer.status < 500 && !operation.codes.has(code) && !GENERAL.includes(code) && !isElsewhere) {
    faults.push({ what: `refused with ${code}, which the document does not say` });
  }
  return faults;
}

/** A server need not read to its end what is too large anyway. */
function isTooMuch({ wire }: MadeRequest): boolean {
  return (wire.body?.length ?? 0) > 1_000_000 || JSON.stringify(wire.headers).length > 14_000;
}

/** The requests may end any API key, but not those they themselves come with. */
async function keepOwnKeys({ database }: TestCompany, watch: Watch): Promise<void> {
  await database.query(`update api_keys set revoked_at = null where created_by = 'test' and revoked_at is not null`);
  await watch.changedTables();
}

function described({ wire, caller }: MadeRequest): object {
  const short = (text: string | undefined) =>
    text && text.length > 1500 ? `${text.slice(0, 1500)}… (${text.length} characters)` : text;
  const { authorization: _, cookie: __, ...headers } = wire.headers;
  return {
    request: `${wire.method} ${short(wire.path)}`,
    caller,
    headers: JSON.stringify(headers).slice(0, 400),
    body: short(wire.body),
  };
}
