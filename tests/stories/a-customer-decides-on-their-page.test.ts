import { describe, expect, it } from 'vitest';
import { addPersonOf } from '#tests/support/person.ts';
import { addCustomer, adjust, buildWorld, buy, order, receive, type World } from '#tests/support/world.ts';
import { backorderOf, fill, made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

// Long because what customers decide is one story.
const office = openBalancedCompany();
/** How many links are guessed; `LINK_GUESSES=10000` for the whole. */
const GUESSES = Number(process.env.LINK_GUESSES ?? 60);
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Ten waited for, with a link of their customer. */
async function waiting(customer: Record<string, unknown> = {}) {
  const { admin } = office;
  const world = await buildWorld(admin, { MALBEC: 0 });
  const customerId = await addCustomer(admin, { ...customer });
  const own: World = { ...world, customerId };
  await buy(admin, own, 'MALBEC', 4, { expectedOn: day(10) });
  const placed = await order(admin, own, { MALBEC: 10 });
  const backorder = await backorderOf(admin, placed);
  const link = made(await admin.post(`/customers/${customerId}/customer-links`));
  return { world: own, placed, backorder, link, page: pageOf(link) };
}

const pathOf = ({ url }: { url: string }) => new URL(url).pathname;

/** The page of a link as a browser sees it. */
function pageOf(link: { url: string }) {
  const path = pathOf(link);
  const send = async (method: string, address: string, body?: URLSearchParams | Blob) => {
    const response = await fetch(`${office.company.origin}${address}`, {
      method,
      redirect: 'manual',
      headers: { origin: 'null', 'sec-fetch-site': 'cross-site' },
      ...(body ? { body } : {}),
    });
    return { status: response.status, headers: response.headers, html: await response.text() };
  };
  return {
    path,
    get: (query = '') => send('GET', `${path}${query}`),
    head: () => send('HEAD', path),
    calendar: () => send('GET', `${path}/expected.ics`),
    post: (place: string, body: URLSearchParams | Blob) => send('POST', `${path}${place}`, body),
    async answer(fields: Record<string, string>) {
      const answered = await send('POST', `${path}/answers`, new URLSearchParams(fields));
      const location = answered.headers.get('location');
      return location
        ? { ...(await send('GET', location.split('#')[0] as string)), answered }
        : { ...answered, answered };
    },
  };
}

const read = async (path: string) => (await office.admin.get(path)).body;
const snapshot = async () =>
  (
    await office.company.database.query(`
      select (select json_agg(b order by b.id) from backorders b) as backorders, (select json_agg(l order by l.id) from customer_links l) as links,
        (select count(*) from audit_events) as events, (select count(*) from customer_answers) as answers, (select count(*) from outbox) as outbox`)
  ).rows;

describe('the page of a customer', () => {
  it('says what they wait for, since when, why, and what they may choose, without script and under 15 kB', async () => {
    const { admin } = office;
    const ada = await addPersonOf(office.company, 'Ada Bell', 'sales_rep');
    const { page, backorder, placed } = await waiting({ salesRepId: ada.id, name: 'Corner Shop' });
    made(
      await admin.post(`/backorders/${backorder.id}/promises`, { promisedOn: day(12), reason: 'Their ship is due' }),
    );
    made(await admin.post(`/backorders/${backorder.id}/promises`, { promisedOn: day(15), reason: 'The ship is late' }));
    const { status, headers, html } = await page.get();
    expect(status).toBe(200);
    for (const words of [
      placed.number,
      backorder.number,
      '10 bottles',
      'We first told you',
      'The ship is late',
      'Corner Shop',
      'Ada Bell',
      'Send what you have',
      'Cancel the rest',
      'number 1 in line',
    ])
      expect(html).toContain(words);
    expect(html).not.toMatch(/<script|javascript:/);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(15_000);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
    );
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toContain('noindex');
  });

  it('changes nothing when it is opened, ten times by GET and HEAD', async () => {
    const { page } = await waiting();
    const before = await snapshot();
    for (let time = 0; time < 5; time += 1) {
      expect((await page.get()).status).toBe(200);
      expect((await page.head()).status).toBe(200);
      expect((await page.calendar()).status).toBe(200);
    }
    expect(await snapshot()).toEqual(before);
  });

  it('speaks Spanish to who reads Spanish', async () => {
    const { page } = await waiting({ language: 'es' });
    const { html } = await page.get();
    expect(html).toContain('lang="es"');
    expect(html).toContain('Lo que usted espera');
    expect(html).toContain('10 botellas');
  });

  it('shows hostile names as text, also in the calendar', async () => {
    const name = '<img src=x onerror=alert(1)>{{7*7}}';
    const { admin } = office;
    const rep = await addPersonOf(office.company, 'Ada', 'sales_rep');
    await admin.patch(`/users/${rep.id}`, { name });
    const { page, backorder, world } = await waiting({ name, salesRepId: rep.id });
    await admin.patch(`/variants/${world.variants.MALBEC}`, { name });
    const promise = async (days: number, reason: string) =>
      made(await admin.post(`/backorders/${backorder.id}/promises`, { promisedOn: day(days), reason }));
    await promise(11, 'Known');
    await promise(12, `=1+1 ${name}`);
    await receive(admin, world, 'MALBEC', 4);
    const shipment = { carrier: name, trackingNumber: `"><script>${name}` };
    await fill(admin, await read(`/backorders/${backorder.id}`), [4], { shipment, delivery: { receivedBy: name } });
    const { html } = await page.get();
    // Customer, item twice, the reason, the carrier, who received it, the representative.
    expect(html.split('&lt;img src=x onerror=alert(1)&gt;{{7*7}}').length - 1).toBeGreaterThanOrEqual(6);
    expect(html).toContain('=1+1 ');
    expect(html).not.toMatch(/<img|<script/);
    const calendar = await page.calendar();
    expect(calendar.headers.get('content-type')).toContain('text/calendar');
    expect(calendar.html).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(calendar.html).toContain(`DTSTART;VALUE=DATE:${day(12).replaceAll('-', '')}`);
    for (const line of calendar.html.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it('names nobody else who waits', async () => {
    const { admin } = office;
    const { world, page } = await waiting();
    const other = await addCustomer(admin, { name: 'Rival Wine Bar' });
    await order(admin, { ...world, customerId: other }, { MALBEC: 3 });
    expect((await page.get()).html).not.toContain('Rival');
  });

  it('lists many with a way to each, and still weighs no more', async () => {
    const { admin } = office;
    const { world, page } = await waiting();
    for (let count = 0; count < 24; count += 1) await order(admin, world, { MALBEC: 10 });
    const { html } = await page.get();
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(15_000);
    const [, first] = /\?b=(\d+)/.exec(html) ?? [];
    expect((await page.get(`?b=${first}`)).html).toContain('name="answer" value="wait"');
    const [, more] = /\?from=(\d+)/.exec(html) ?? [];
    expect((await page.get(`?from=${more}`)).html).toContain('?from=0');
  });
});

describe('a mail leads to a choice', () => {
  it('which is open on the page, and still waits for its button', async () => {
    const { page, backorder, world } = await waiting();
    const before = await snapshot();
    const shown = async (answer: string) => (await page.get(`?b=${backorder.id}&choose=${answer}`)).html;
    expect(await shown('cancel_rest')).toContain('<details open id="cancel_rest">');
    expect(await shown('not_before')).toContain('<details open id="not_before">');
    expect(await shown('wait')).toContain('value="wait" id="wait">');
    for (const senseless of ['refund', '"><script>', '']) expect(await shown(senseless)).not.toMatch(/ open|<script/);
    expect(await snapshot()).toEqual(before);
    // Of several records nobody knows which one is meant.
    await order(office.admin, world, { MALBEC: 3 });
    expect((await page.get('?choose=cancel_rest')).html).not.toContain('<details open');
  });
});

describe('the papers of what was sent', () => {
  it.each(['packing-slips', 'invoices'])(
    'are on the page of their customer, and nothing else is: %s',
    async (papers) => {
      const { admin } = office;
      const sent = async () => {
        const case_ = await waiting();
        await receive(admin, case_.world, 'MALBEC', 4);
        const fulfillment = await fill(admin, await read(`/backorders/${case_.backorder.id}`), [4], { shipment: {} });
        return { ...case_, fulfillment };
      };
      const [own, other] = [await sent(), await sent()];
      const slip = `/${papers}/${own.fulfillment.id}.pdf`;
      expect((await own.page.get()).html).toContain(`href="${own.page.path}${slip}"`);
      const prints = async () => (await read(`/prints?fulfillmentId=${own.fulfillment.id}`)).data;
      const pdf = await own.page.get(slip);
      expect([pdf.status, pdf.headers.get('content-type'), pdf.html.slice(0, 5)]).toEqual([
        200,
        'application/pdf',
        '%PDF-',
      ]);
      expect(await prints()).toEqual([]);
      const none = await other.page.get(slip);
      expect([none.status, none.html]).toEqual([404, (await other.page.get(`/${papers}/999999999.pdf`)).html]);
      const ofAnother = await backorderOf(admin, await order(admin, own.world, { MALBEC: 3 }));
      const narrow = pageOf(made(await admin.post(`/backorders/${ofAnother.id}/customer-links`)));
      expect((await narrow.get(slip)).status).toBe(404);
    },
  );
});

describe('an answer', () => {
  it('to cancel the rest cancels it, by the customer, and says so kindly when it is sent again', async () => {
    const { admin } = office;
    const { page, backorder } = await waiting({ name: 'Corner Shop' });
    const fields = { answer: 'cancel_rest', backorderId: backorder.id, quantity: '10' };
    const { html } = await page.answer(fields);
    expect(html).toContain('you cancelled 10 bottles');
    const after = await read(`/backorders/${backorder.id}`);
    expect(after).toMatchObject({ status: 'cancelled', cancelled: 10 });
    // The mail about it leads to where that stands.
    expect((await page.get(`?b=${backorder.id}`)).html).toContain('10 bottles cancelled.');
    const [cancelled] = (await admin.get(`/cancellations?orderId=${after.orderId}`)).body.data;
    expect(cancelled).toMatchObject({ reason: 'customer_requested', quantity: 10 });
    expect(cancelled.cancelledBy).toMatch(/^customer:\d+ Corner Shop$/);
    const again = await page.answer(fields);
    expect(again.html).toContain('You told us this already');
    expect((await read(`/backorders/${backorder.id}`)).version).toBe(after.version);
  });

  it('sent twice at once is one', async () => {
    const { page, backorder } = await waiting();
    const fields = { answer: 'cancel_rest', backorderId: backorder.id, quantity: '4' };
    await Promise.all([page.answer(fields), page.answer(fields), page.answer(fields)]);
    expect(await read(`/backorders/${backorder.id}`)).toMatchObject({ cancelled: 4, outstanding: 6 });
  });

  it('of one who saw the last one decides anew', async () => {
    const { page, backorder } = await waiting();
    const fields = { answer: 'cancel_rest', backorderId: backorder.id, quantity: '4' };
    await page.answer({ ...fields, seen: '0' });
    const [, seen] = /name="seen" value="(\d+)"/.exec((await page.get()).html) ?? [];
    await page.answer({ ...fields, seen: seen as string });
    expect(await read(`/backorders/${backorder.id}`)).toMatchObject({ cancelled: 8, outstanding: 2 });
  });

  it('to send what is there lets an order that ships whole ship in parts', async () => {
    const { admin } = office;
    const { world, page, backorder } = await waiting();
    await admin.patch(`/backorders/${backorder.id}`, { shipPolicy: 'complete' });
    await receive(admin, world, 'MALBEC', 4);
    expect(await read(`/backorders/${backorder.id}`)).toMatchObject({ isReady: false });
    const { html } = await page.answer({ answer: 'send_available', backorderId: backorder.id });
    expect(html).toContain('you asked us to send what we have');
    expect(await read(`/backorders/${backorder.id}`)).toMatchObject({
      shipPolicy: 'partial',
      isReady: true,
      allocated: 4,
    });
  });

  it('to send nothing before a day moves the requested day', async () => {
    const { page, backorder } = await waiting();
    const { html } = await page.answer({ answer: 'not_before', backorderId: backorder.id, notBefore: day(60) });
    expect(html).toContain('nothing before');
    expect(await read(`/backorders/${backorder.id}`)).toMatchObject({ requestedOn: day(60) });
  });

  it('that takes a substitute closes that part, orders the other, and waits for the rest; none is left for the next', async () => {
    const { admin } = office;
    const { page, backorder, world } = await waiting();
    const other = await buildWorld(admin, { SYRAH: 0 });
    await adjust(admin, { variantId: other.variants.SYRAH as string, warehouseId: world.warehouseId, difference: 6 });
    made(
      await admin.post(`/backorders/${backorder.id}/substitutions`, {
        backorderLineId: backorder.lines[0].id,
        quantity: 6,
        offers: [{ variantId: other.variants.SYRAH }],
      }),
    );
    const shown = (await page.get()).html;
    expect(shown).toContain('value="substitute"');
    const fields = {
      answer: 'substitute',
      backorderId: backorder.id,
      variantId: other.variants.SYRAH as string,
      quantity: '4',
    };
    const { html } = await page.answer(fields);
    expect(html).toContain('something else in place of 4 bottles');
    expect(html).toContain('4 bottles replaced by what you took instead.');
    expect(html).toMatch(/In place of [^<]*MALBEC[^<]* of order SO-/);
    expect(await read(`/backorders/${backorder.id}`)).toMatchObject({ substituted: 4, outstanding: 6 });
    expect((await page.answer(fields)).html).toContain('You told us this already');
    expect(await read(`/backorders/${backorder.id}`)).toMatchObject({ substituted: 4, outstanding: 6 });
    const none = await page.answer({ ...fields, quantity: '2' });
    expect([none.status, none.html.includes('not offered any more')]).toEqual([422, true]);
  });

  it('that asks something leaves a follow-up today; a missed delivery is open again, and an exception', async () => {
    const { admin } = office;
    const ada = await addPersonOf(office.company, 'Ada', 'sales_rep');
    const { world, page, backorder } = await waiting({ salesRepId: ada.id });
    await page.answer({ answer: 'ask', backorderId: backorder.id, text: 'Do you have the 2020?' });
    await page.answer({ answer: 'ask', backorderId: backorder.id, text: 'Do you have the 2020?' });
    await receive(admin, world, 'MALBEC', 4);
    await fill(admin, await read(`/backorders/${backorder.id}`), [4], {
      shipment: { carrier: 'UPS', trackingNumber: '1Z 9' },
    });
    const shown = (await page.get()).html;
    expect(shown).toContain('https://www.ups.com/track?tracknum=1Z9');
    const [, fulfillmentId] = /name="fulfillmentId" value="(\d+)"/.exec(shown) ?? [];
    await page.answer({ answer: 'not_received', backorderId: backorder.id, fulfillmentId: fulfillmentId as string });
    await page.answer({ answer: 'not_received', backorderId: backorder.id, fulfillmentId: fulfillmentId as string });
    const planned = (await ada.client.get(`/follow-ups?whose=mine&backorderId=${backorder.id}`)).body.data;
    expect(planned.map(({ cause, subject }: any) => [cause, subject])).toEqual([
      ['customer_asked', 'Do you have the 2020?'],
    ]);
    expect((await page.get()).html).toContain('this did not reach you');
    const exceptions = (await admin.get('/exceptions?kind=not_received')).body.data;
    expect(exceptions.map(({ facts }: any) => facts.backorderId)).toContain(backorder.id);
  });

  it('stands on the timeline, on the home and at the bell of the representative', async () => {
    const ada = await addPersonOf(office.company, 'Ada', 'sales_rep');
    const { page, backorder, placed } = await waiting({ salesRepId: ada.id, name: 'Corner Shop' });
    await page.answer({ answer: 'wait', backorderId: backorder.id, text: 'It is for the summer' });
    for (const path of [`/backorders/${backorder.id}`, `/orders/${placed.id}`]) {
      const { data } = await read(`${path}/timeline?about=contact`);
      expect(data).toContainEqual(
        expect.objectContaining({
          action: 'customer_answer.give',
          actor: expect.stringContaining('Corner Shop'),
          changes: expect.objectContaining({ answer: 'wait', text: 'It is for the summer' }),
        }),
      );
    }
    const home = (await ada.client.get('/home')).body.mine;
    expect(home.answers).toMatchObject({
      count: 1,
      next: [{ answer: 'wait', backorderId: backorder.id, customerName: 'Corner Shop', text: 'It is for the summer' }],
    });
    expect((await ada.client.get('/notifications')).body.data).toMatchObject([
      {
        kind: 'customer_answered',
        facts: { answer: 'wait', customerName: 'Corner Shop', backorders: [{ id: backorder.id }] },
      },
    ]);
  });

  it('that makes no sense changes nothing and says so', async () => {
    const { page, backorder } = await waiting();
    const before = await snapshot();
    const senseless: Record<string, string>[] = [
      {},
      { answer: 'refund' },
      ...['0', '-1', '1.5', '11', '99999999999', 'NaN', '', ' '].map((quantity) => ({
        answer: 'cancel_rest',
        quantity,
      })),
      { answer: 'not_before' },
      ...['2027-02-31', '2020-01-01', '2999-01-01'].map((notBefore) => ({ answer: 'not_before', notBefore })),
      { answer: 'ask', text: '  ' },
      { answer: 'ask', text: 'a\u202Eb' },
      { answer: 'not_received' },
    ];
    for (const fields of senseless) {
      const { status, html } = await page.answer({ backorderId: backorder.id, ...fields });
      expect([fields, status, html.includes('role="alert"')]).toEqual([fields, 422, true]);
    }
    expect(await snapshot()).toEqual(before);
    // Whoever loads that page again looks at their own, and a record that is none of theirs hides nothing.
    expect((await page.get('/answers')).headers.get('location')).toBe(page.path);
    expect((await page.get('?b=999999999')).html).toContain(backorder.number);
  });

  it('that is far too long, or no form at all, is answered by the page in its language', async () => {
    const { page } = await waiting({ language: 'es' });
    const before = await snapshot();
    const long = { answer: 'ask', text: 'a'.repeat(2_000_000) };
    for (const path of ['', '/answers']) {
      const { status, headers, html } = await page.post(path, new URLSearchParams(long));
      expect([status, headers.get('content-type')]).toEqual([413, 'text/html; charset=utf-8']);
      expect(html).toContain('demasiado largo');
      const other = await page.post(path, new Blob(['{}'], { type: 'application/json' }));
      expect([other.status, other.html.includes('No entendimos eso')]).toEqual([422, true]);
    }
    const none = await page.post('x', new URLSearchParams(long));
    expect([none.status, none.html.includes('Este enlace no funciona')]).toEqual([404, true]);
    expect(await snapshot()).toEqual(before);
  });

  it('may be a text as long as its field takes, line breaks and all', async () => {
    const { page, backorder } = await waiting();
    const text = `${'a'.repeat(99)}\r\n`.repeat(20);
    const { answered } = await page.answer({ backorderId: backorder.id, answer: 'ask', text });
    expect(answered.status).toBe(303);
  });
});

describe('a second delay', () => {
  it('asks the customer to agree, is an exception when they do not, and none once they did', async () => {
    const { admin } = office;
    const { page, backorder } = await waiting();
    const promise = async (days: number) =>
      made(
        await admin.post(`/backorders/${backorder.id}/promises`, { promisedOn: day(days), reason: 'The ship is late' }),
      );
    const proposed = async () =>
      (await admin.get('/exceptions?kind=second_slip_without_consent')).body.data.filter(
        ({ recordId }: any) => recordId === backorder.id,
      );
    await promise(12);
    await promise(20);
    expect((await page.get()).html).not.toContain('Would you still like to wait?');
    await promise(30);
    expect((await page.get()).html).toContain('Would you still like to wait?');
    expect(await proposed()).toEqual([]);
    await office.company.database.query(`update settings set consent_within_days = 1`);
    await office.company.database.query(
      'alter table backorder_promises disable trigger backorder_promises_append_only',
    );
    await office.company.database.query(
      `update backorder_promises set promised_at = promised_at - interval '3 days' where backorder_id = $1`,
      [backorder.id],
    );
    await office.company.database.query('alter table backorder_promises enable trigger backorder_promises_append_only');
    expect(await proposed()).toMatchObject([{ facts: { number: backorder.number } }]);
    expect((await read(`/backorders/${backorder.id}`)).status).not.toBe('cancelled');
    await page.answer({ answer: 'wait', backorderId: backorder.id });
    expect(await proposed()).toEqual([]);
    expect((await page.get()).html).not.toContain('Would you still like to wait?');
  });
});

describe('a link', () => {
  it('has 256 random bits of which only the hash is kept, anywhere', async () => {
    const { admin } = office;
    const { link, page, backorder } = await waiting();
    const token = page.path.slice('/c/'.length);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(link.url).toBe(`https://orders.example.com/c/${token}`);
    await page.answer({ answer: 'wait', backorderId: backorder.id });
    const replayed = await admin.post(
      `/customers/${link.customerId}/customer-links`,
      {},
      { 'idempotency-key': 'once' },
    );
    const again = await admin.post(`/customers/${link.customerId}/customer-links`, {}, { 'idempotency-key': 'once' });
    expect(again.body).toMatchObject({ id: replayed.body.id, url: 'shown once, in the first answer' });
    const { rows: tables } = await office.company.database.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      const { rows } = await office.company.database.query(
        `select from ${name} t where t::text like '%' || $1 || '%' limit 1`,
        [token],
      );
      expect([name, rows.length]).toEqual([name, 0]);
    }
  });

  it('to one backorder shows and changes that one alone', async () => {
    const { admin } = office;
    const { world, backorder } = await waiting();
    const other = await backorderOf(admin, await order(admin, world, { MALBEC: 7 }));
    const page = pageOf(made(await admin.post(`/backorders/${backorder.id}/customer-links`)));
    const { html } = await page.get();
    expect(html).toContain(backorder.number);
    expect(html).not.toContain(other.number);
    const refused = await page.answer({ answer: 'cancel_rest', backorderId: other.id });
    expect(refused.status).toBe(404);
    expect(await read(`/backorders/${other.id}`)).toMatchObject({ outstanding: 7 });
  });

  it('that is altered, has expired, was revoked or names another record answers one and the same page', async () => {
    const { admin, company } = office;
    const one = await waiting();
    const { link, page } = await waiting();
    const altered = pageOf({ url: `${link.url.slice(0, -1)}${link.url.endsWith('A') ? 'B' : 'A'}` });
    const short = pageOf({ url: link.url.slice(0, -4) });
    const expired = pageOf(made(await admin.post(`/customers/${link.customerId}/customer-links`)));
    await company.database.query(
      `update customer_links set created_at = now() - interval '9 days', expires_at = now() - interval '1 day' where id = (select max(id) from customer_links)`,
    );
    const revokedLink = made(await admin.post(`/customers/${link.customerId}/customer-links`));
    const revoked = pageOf(revokedLink);
    const ended = made(await admin.post(`/customer-links/${revokedLink.id}/revocations`));
    expect(ended.revokedAt).not.toBeNull();
    expect(made(await admin.post(`/customer-links/${revokedLink.id}/revocations`))).toEqual(ended);
    const fields = { answer: 'cancel_rest', backorderId: one.backorder.id };
    const answers = await Promise.all([
      altered.get(),
      short.get(),
      expired.get(),
      revoked.get(),
      revoked.calendar(),
      altered.answer(fields),
      expired.answer(fields),
      revoked.answer(fields),
      page.answer(fields),
      page.answer({ ...fields, backorderId: '999999' }),
    ]);
    const told = ({ status, html, headers }: (typeof answers)[number]) => ({
      status,
      html,
      headers: [...headers].filter(([name]) => !['date', 'request-id', 'keep-alive'].includes(name)),
    });
    expect(answers.map(told)).toEqual(answers.map(() => told(answers[0] as (typeof answers)[number])));
    expect(answers[0]?.status).toBe(404);
    expect(await read(`/backorders/${one.backorder.id}`)).toMatchObject({ outstanding: 10 });
  });

  it('is listed with who made it and when it was last used, never for being opened', async () => {
    const { admin } = office;
    const { link, page, backorder } = await waiting();
    const listed = async () => (await admin.get(`/customers/${link.customerId}/customer-links`)).body.data;
    await page.get();
    expect(await listed()).toMatchObject([{ id: link.id, backorderId: null, lastUsedAt: null, revokedAt: null }]);
    expect(JSON.stringify(await listed())).not.toContain(page.path.slice(3));
    await page.answer({ answer: 'wait', backorderId: backorder.id });
    expect((await listed())[0].lastUsedAt).not.toBeNull();
    const ofOne = made(await admin.post(`/backorders/${backorder.id}/customer-links`));
    expect((await admin.get(`/backorders/${backorder.id}/customer-links`)).body.data).toMatchObject([{ id: ofOne.id }]);
  });

  it('is guessed in vain, and soon refused an answer, while who has one is let in', async () => {
    const { page } = await waiting();
    const statuses: number[] = [];
    await office.company.database.query('delete from sign_in_attempts');
    const pages = new Set<string>();
    const begun = performance.now();
    const guessOn = async () => {
      for (let count = 0; count < GUESSES / 4; count += 1) {
        const guess = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
        const reply = await fetch(`${office.company.origin}/c/${guess}`);
        pages.add(await reply.text());
        statuses.push(reply.status);
      }
    };
    await Promise.all([guessOn(), guessOn(), guessOn(), guessOn()]);
    const seconds = (performance.now() - begun) / 1_000;
    const refused = statuses.filter((status) => status === 429).length;
    console.log(`${statuses.length} guesses in ${seconds.toFixed(1)} s, no hit, ${refused} answered 429`);
    expect(statuses.every((status) => status === 404 || status === 429)).toBe(true);
    expect([pages.size, statuses.at(-1)]).toEqual([1, 429]);
    expect(refused).toBe(statuses.length - 30);
    expect((await page.get()).status).toBe(200);
    await office.company.database.query('delete from sign_in_attempts');
  });
});
