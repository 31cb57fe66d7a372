/** Lets one sleep until a while is over or somebody rings, also where they rang just before. */
export class Alarm {
  #isRung = false;
  readonly #sleepers = new Set<() => void>();

  ring(): void {
    this.#isRung = true;
    for (const wake of this.#sleepers) wake();
  }

  /** Who sleeps may be left alone: what it would have been woken for wakes the next one. */
  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    const hasRung = this.#isRung;
    this.#isRung = false;
    if (hasRung || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.#sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      signal.addEventListener('abort', wake);
      this.#sleepers.add(wake);
    });
  }
}
