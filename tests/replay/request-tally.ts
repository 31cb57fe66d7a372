/** One kind of request, in figures. */
export type RequestFigures = {
  kind: string;
  count: number;
  /** While at least one of the kind was under way. */
  perSecond: number;
  p50Milliseconds: number;
  p95Milliseconds: number;
};

/** How many requests of each kind there were, how long each took, and how long any was under way. */
export class RequestTally {
  readonly #kinds = new Map<
    string,
    { durations: number[]; underWay: number; since: number; busyMilliseconds: number }
  >();

  /** Notes that a request begins; the answer ends it. */
  begin(kind: string): () => void {
    let tally = this.#kinds.get(kind);
    if (!tally) {
      tally = { durations: [], underWay: 0, since: 0, busyMilliseconds: 0 };
      this.#kinds.set(kind, tally);
    }
    const { durations } = tally;
    const began = performance.now();
    if (tally.underWay === 0) tally.since = began;
    tally.underWay += 1;
    return () => {
      const ended = performance.now();
      durations.push(ended - began);
      tally.underWay -= 1;
      if (tally.underWay === 0) tally.busyMilliseconds += ended - tally.since;
    };
  }

  /** The kinds that took longest altogether come first. */
  figures(): RequestFigures[] {
    return [...this.#kinds]
      .sort(([, a], [, b]) => b.busyMilliseconds - a.busyMilliseconds)
      .map(([kind, { durations, busyMilliseconds }]) => {
        const sorted = Float64Array.from(durations).sort();
        const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
        return {
          kind,
          count: sorted.length,
          perSecond: busyMilliseconds === 0 ? 0 : (sorted.length * 1000) / busyMilliseconds,
          p50Milliseconds: at(0.5),
          p95Milliseconds: at(0.95),
        };
      });
  }
}
