import { addDays, type CalendarDate } from '#domain/time/calendar.ts';
import { recordCommunication } from '../communications/record-communication.ts';
import { closeFollowUp } from '../follow-ups/close-follow-up.ts';
import { askedOf, type DemoCompany, doTogether, type Shop } from './demo-company.ts';

/** How often a representative gets to it on a day: a call that is due, a customer who waits. */
const SHARE = { followUp: 0.62, waiting: 0.035 };
/** Nobody calls about what was ordered yesterday. */
const FROM_DAYS = 3;

/** Representatives make the calls that are due, and speak with some of the customers who wait. */
export async function speakWithCustomers(demo: DemoCompany, day: CalendarDate): Promise<void> {
  const { chances, calendar } = demo;
  const due = (await demo.database.query<{ id: string; customer_id: string }>(DUE, [day])).rows;
  const waiting = (await demo.database.query<{ id: string; customer_id: string }>(WAITING, [addDays(day, -FROM_DAYS)]))
    .rows;
  const repOf = (customerId: string) => (demo.shopsById.get(customerId) as Shop).rep;
  // Today's calls are left to whoever tries the demo.
  const isToday = calendar.daysLeft(day) === 0;
  const calls = due.filter(({ id }) => !isToday && chances.fraction('follows up', id, day) < SHARE.followUp);
  const words = waiting.filter(({ id }) => chances.fraction('speaks', id, day) < SHARE.waiting);
  await doTogether(
    demo,
    calls.map(({ id, customer_id }, index) => ({
      viewer: repOf(customer_id),
      now: calendar.instant(day, 0.42 + (0.02 * index) / calls.length),
      useCase: (viewer, work) => closeFollowUp(viewer, askedOf(id, outcomeOf(demo, id)), work),
    })),
  );
  await doTogether(
    demo,
    words.map(({ id, customer_id }, index) => ({
      viewer: repOf(customer_id),
      now: calendar.instant(day, 0.45 + (0.02 * index) / words.length),
      useCase: (viewer, work) => recordCommunication(viewer, { backorderId: id }, talkOf(demo, id, day), work),
    })),
  );
}

const OUTCOMES = [
  { outcome: 'reached', notes: 'All arrived, and in order.' },
  { outcome: 'reached', notes: 'Arrived. Would like to hear earlier next time.' },
  { outcome: 'no_answer', notes: null },
  { outcome: 'left_message', notes: 'Left word with the day manager.' },
] as const;

const TALKS = [
  { method: 'phone', direction: 'inbound', text: 'Asked when the rest comes.', reaction: 'neutral' },
  { method: 'phone', direction: 'outbound', text: 'Told them what still waits and for what.', reaction: 'satisfied' },
  {
    method: 'phone',
    direction: 'outbound',
    text: 'Second delay. They are short for the weekend.',
    reaction: 'unhappy',
  },
  { method: 'email', direction: 'outbound', text: 'Sent the list of what is still to come.', reaction: null },
  {
    method: 'in_person',
    direction: 'outbound',
    text: 'Talked it over at the store. They keep the order.',
    reaction: 'satisfied',
    agreement: 'Waits for all of it; no substitute.',
  },
] as const;

function outcomeOf({ chances }: DemoCompany, id: string) {
  return chosen(OUTCOMES, chances.fraction('outcome', id));
}

function talkOf({ chances }: DemoCompany, id: string, day: CalendarDate) {
  const talk = chosen(TALKS, chances.fraction('talk', id, day));
  const hasNext = talk.reaction === 'unhappy' || chances.fraction('next call', id, day) < 0.2;
  return {
    keepPreference: false,
    ...talk,
    ...(hasNext && {
      nextFollowUpOn: addDays(day, chances.wholeBetween({ lowest: 2, highest: 9 }, 'next call', id, day)),
    }),
  };
}

function chosen<Thing>(things: readonly Thing[], fraction: number): Thing {
  return things[Math.floor(fraction * things.length)] as Thing;
}

const DUE = `
  select f.id, o.customer_id from follow_ups f join orders o on o.id = f.order_id
  where f.closed_at is null and f.due_on <= $1::date order by f.id`;

const WAITING = `
  select b.id, b.customer_id from backorders b
  where b.status in ('open', 'partially_fulfilled') and b.created_on <= $1::date order by b.id`;
