import type { ServerResponse } from 'node:http';
import type { FastifyBaseLogger } from 'fastify';
import type { LiveEvent } from '../jobs/relay.ts';
import { ACCESS } from '../platform/end-streams.ts';
import type { Queries } from '../platform/transaction.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import { findParties, type Parties } from './find-parties.ts';
import { Listener } from './listen.ts';

/** What a screen is told: which record changed, and its version where it has one. Never what it says. */
type Told = { type: string; id: string | null; version: number | null };

/** Who may hear: asked again whenever word of an access that ended may have been missed. */
type Recheck = () => Promise<Viewer | null>;
type Stream = { viewer: Viewer; response: ServerResponse; recheck: Recheck };

const HEARTBEAT_MILLISECONDS = 20_000;
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
export function startLiveEvents(parts: Parts): LiveEvents {
  return new StreamsOfProcess(parts);
}

type Parts = { databaseUrl: string; queries: Queries; logger: FastifyBaseLogger };

class StreamsOfProcess implements LiveEvents {
  readonly #parts: Parts;
  readonly #streams = new Set<Stream>();
  readonly #listener: Listener;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#listener = new Listener({
      ...parts,
      onPayload: (payload) => this.#tell(payload),
      onListening: (isAgain) => {
        if (isAgain) this.#writeToAll(REFETCH);
        for (const stream of this.#streams) void lookAgain(stream);
      },
    });
    this.#heartbeat = setInterval(() => this.#writeToAll(': here\n\n'), HEARTBEAT_MILLISECONDS);
    this.#heartbeat.unref();
  }

  get size(): number {
    return this.#streams.size;
  }

  open(viewer: Viewer, response: ServerResponse, { isReturning, recheck }: { isReturning: boolean; recheck: Recheck }) {
    const mine = [...this.#streams].filter((stream) => stream.viewer.principal === viewer.principal);
    if (mine.length >= STREAMS_PER_PERSON) return false;
    const stream = { viewer, response, recheck };
    this.#streams.add(stream);
    const end = setTimeout(() => response.end(), STREAM_MILLISECONDS);
    end.unref();
    response.on('close', () => {
      clearTimeout(end);
      this.#streams.delete(stream);
    });
    // What happened while nobody listened is not kept: whoever comes again reads anew.
    write(stream, `retry: 2000\n\n${isReturning ? REFETCH : ': here\n\n'}`);
    // What changed between the question who this is and now was told to nobody; while nothing listens yet, it is asked then.
    if (this.#listener.isListening) void lookAgain(stream);
    else void this.#listener.listen();
    return true;
  }

  async close(): Promise<void> {
    clearInterval(this.#heartbeat);
    const closed = this.#listener.close();
    for (const { response } of this.#streams) response.end();
    this.#streams.clear();
    await closed;
  }

  async #tell(payload: string): Promise<void> {
    if (this.#streams.size === 0) return;
    const all = JSON.parse(payload) as LiveEvent[];
    for (const { type, id } of all) if (type === ACCESS) this.#endOf(id);
    const events = all.filter(({ type }) => type !== ACCESS);
    if (events.length === 0) return;
    try {
      const parties = await findParties(this.#parts.queries, events);
      for (const stream of this.#streams) {
        const told = events.flatMap((event) => toTold(stream.viewer, event, parties));
        if (told.length > 0) write(stream, `id: ${Date.now()}\nevent: changed\ndata: ${JSON.stringify(told)}\n\n`);
      }
    } catch (error) {
      this.#parts.logger.warn({ err: error }, 'live events were not told');
      this.#writeToAll(REFETCH);
    }
  }

  /** Ends the streams of a caller, or of a role. */
  #endOf(whose: string | null): void {
    for (const { viewer, response } of this.#streams)
      if (whose === viewer.principal || whose === `role:${viewer.role}`) response.end();
  }

  #writeToAll(text: string): void {
    for (const stream of this.#streams) write(stream, text);
  }
}

/** Ends a stream whose viewer may no longer hear, or hears less. */
async function lookAgain({ viewer, response, recheck }: Stream): Promise<void> {
  const now = await recheck().catch(() => null);
  if (now?.role !== viewer.role || now.readsAll !== viewer.readsAll) response.end();
}

function write({ response }: Stream, text: string): void {
  if (response.writableLength > BUFFERED_BYTES) response.destroy();
  else response.write(text);
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
