import { expect, it } from 'vitest';
import { Alarm } from './alarm.ts';

const never = new AbortController().signal;
const LONG = 60_000;

it('wakes who sleeps, and who goes to sleep after it rang, once', async () => {
  const alarm = new Alarm();
  const sleeping = alarm.sleep(LONG, never);
  alarm.ring();
  await sleeping;
  await alarm.sleep(LONG, never);
  const begun = performance.now();
  await alarm.sleep(30, never);
  expect(performance.now() - begun).toBeGreaterThan(20);
});

it('wakes the next one although an earlier sleeper was left alone', async () => {
  const alarm = new Alarm();
  const leftAlone = alarm.sleep(20, never);
  const next = alarm.sleep(LONG, never);
  await leftAlone;
  alarm.ring();
  await next;
});

it('wakes everybody at the end', async () => {
  const end = new AbortController();
  const sleeping = new Alarm().sleep(LONG, end.signal);
  end.abort();
  await sleeping;
  await new Alarm().sleep(LONG, end.signal);
});
