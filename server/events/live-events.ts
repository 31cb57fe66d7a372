import type { ServerResponse } from 'node:http';
import type { FastifyBaseLogger } from 'fastify';
import pg from 'pg';
import type { LiveEvent } from '../jobs/relay.ts';
import { ACCESS, EVENTS_CHANNEL } from '../platform/end-streams.ts';
import type { Queries } from '../platform/transaction.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import { findParties, type Parties } from './find-parties.ts';

/** What a screen is told: which record changed, and its version where it has one. Never what it says. */
type Told = { type: string; id: string | null; version: number | null };

/** Who may hear: asked again whenever word of an access that ended may have been missed. */
type Recheck = () => Promise<Viewer | null>;
type Stream = { viewer: Viewer; response: ServerResponse; recheck: Recheck };

const HEARTBEAT_MILLISECONDS = 20_000;
const RECONNECT_MILLISECONDS = 1_000;
/** A stream ends after this long and comes again by itself: also a session that ran out is noticed then. */
const STREAM_MILLISECONDS = 10 * 60_000;
const STREAMS_PER_PERSON = 8;
/** A reader this far behind is let go; it comes again and reads anew. */
const BUFFERED_BYTES = 256_000;

/** Live events of one process: one connection that listens, and any number of streams it is told on. */
export type LiveEvents = {
  /** Opens a stream, or answers false when this person has as many as they may. */
  open(viewer: Viewer, response: ServerResponse, options: { isReturning: boolean; recheck: Recheck }): boolean;
  /** How many streams are open. */
  readonly size: number;
  close(): Promise<void>;
};

/**
 * Listens on a connection of its own, which comes again when it breaks: whoever has a stream is then told to read anew,
 * because something may have been missed. Nothing listens before the first stream is opened.
 */
export function startLiveEvents(parts: {
  databaseUrl: string;
  queries: Queries;
  logger: FastifyBaseLogger;
}): LiveEvents {
  const streams = new Set<Stream>();
  let listener: pg.Client | null = null;
  let isStarting = false;
  let isClosed = false;
  let again: NodeJS.Timeout | undefined;

  const heartbeat = setInterval(() => {
    for (const stream of streams) write(stream, ': here\n\n');
  }, HEARTBEAT_MILLISECONDS);
  heartbeat.unref();

  async function listen(isAgain: boolean): Promise<void> {
    if (isClosed || isStarting || listener) return;
    isStarting = true;
    const client = new pg.Client({
      connectionString: parts.databaseUrl,
      application_name: 'makegood events',
      keepAlive: true,
    });
    const lost = () => {
      if (listener !== client) return;
      listener = null;
      retry();
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ payload }) => void tell(payload ?? '[]'));
    try {
      await client.connect();
      await client.query(`listen ${EVENTS_CHANNEL}`);
      if (isClosed) return void (await client.end());
      listener = client;
      if (isAgain) for (const stream of streams) write(stream, REFETCH);
      for (const stream of streams) void look(stream);
    } catch (error) {
      parts.logger.warn({ err: error }, 'live events cannot listen');
      client.end().catch(() => undefined);
      retry();
    } finally {
      isStarting = false;
    }
  }

  function retry(): void {
    if (isClosed) return;
    clearTimeout(again);
    again = setTimeout(() => void listen(true), RECONNECT_MILLISECONDS);
  }

  async function tell(payload: string): Promise<void> {
    if (streams.size === 0) return;
    const all = JSON.parse(payload) as LiveEvent[];
    for (const { type, id } of all) if (type === ACCESS) endOf(id);
    const events = all.filter(({ type }) => type !== ACCESS);
    if (events.length === 0) return;
    try {
      const parties = await findParties(parts.queries, events);
      for (const stream of streams) {
        const told = events.flatMap((event) => toTold(stream.viewer, event, parties));
        if (told.length > 0) write(stream, `id: ${Date.now()}\nevent: changed\ndata: ${JSON.stringify(told)}\n\n`);
      }
    } catch (error) {
      parts.logger.warn({ err: error }, 'live events were not told');
      for (const stream of streams) write(stream, REFETCH);
    }
  }

  /** Ends the streams of a caller, or of a role. */
  function endOf(whose: string | null): void {
    for (const { viewer, response } of streams)
      if (whose === viewer.principal || whose === `role:${viewer.role}`) response.end();
  }

  /** Ends a stream whose viewer may no longer hear, or hears less. */
  async function look({ viewer, response, recheck }: Stream): Promise<void> {
    const now = await recheck().catch(() => null);
    if (now?.role !== viewer.role || now.readsAll !== viewer.readsAll) response.end();
  }

  function write({ response }: Stream, text: string): void {
    if (response.writableLength > BUFFERED_BYTES) response.destroy();
    else response.write(text);
  }

  return {
    get size() {
      return streams.size;
    },
    open(viewer, response, { isReturning, recheck }) {
      const mine = [...streams].filter((stream) => stream.viewer.principal === viewer.principal);
      if (mine.length >= STREAMS_PER_PERSON) return false;
      const stream = { viewer, response, recheck };
      streams.add(stream);
      const end = setTimeout(() => response.end(), STREAM_MILLISECONDS);
      end.unref();
      response.on('close', () => {
        clearTimeout(end);
        streams.delete(stream);
      });
      // What happened while nobody listened is not kept: whoever comes again reads anew.
      write(stream, `retry: 2000\n\n${isReturning ? REFETCH : ': here\n\n'}`);
      // What changed between the question who this is and now was told to nobody; while nothing listens yet, it is asked then.
      if (listener) void look(stream);
      else void listen(false);
      return true;
    },
    async close() {
      isClosed = true;
      clearInterval(heartbeat);
      clearTimeout(again);
      for (const { response } of streams) response.end();
      streams.clear();
      const ending = listener;
      listener = null;
      await ending?.end().catch(() => undefined);
    },
  };
}

const REFETCH = 'event: refetch\ndata: {}\n\n';

/** What a viewer is told of an event: all of it, or nothing about customers whose records they may not read. */
function toTold(viewer: Viewer, event: LiveEvent, parties: Parties): Told[] {
  const { type, id } = event;
  const party = id === null ? undefined : parties.get(`${type} ${id}`);
  const only = readsOnlyCustomersOf(viewer);
  if (only !== null && party && !party.salesRepIds.includes(only)) return [];
  return [{ type, id, version: party?.version ?? null }];
}
