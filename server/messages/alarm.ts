/** Lets one sleep until a while is over or somebody rings, also where they rang just before. */
export class Alarm {
  #isRung = false;
  #wake: (() => void) | null = null;

  ring(): void {
    this.#isRung = true;
    this.#wake?.();
  }

  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (!this.#isRung && !signal.aborted)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
        signal.addEventListener('abort', this.#wake, { once: true });
      });
    if (this.#wake) signal.removeEventListener('abort', this.#wake);
    this.#wake = null;
    this.#isRung = false;
  }
}
