import { Worker } from 'node:worker_threads';
import type { PaperDocument } from '#domain/paper/documents.ts';

/** The memory of the thread that prints: a slip or a pick list of 2,000 lines takes half of it. */
const MEGABYTES = 256;
/** What is thrown away soon is thrown away sooner: 40 MB less are held. */
const YOUNG_MEGABYTES = 8;
/** A thread that prints nothing for so long ends, and gives its memory back. */
const IDLE_MILLISECONDS = 30_000;
/** The thread reads TypeScript as this process does, however this one was started. */
const BEGIN = `
  const { register } = await import('tsx/esm/api');
  register();
  await import(${JSON.stringify(new URL('./print-worker.ts', import.meta.url).href)});`;

type Answer = { id: number; content?: Uint8Array; error?: string };
type Waiting = { resolve(content: Uint8Array): void; reject(error: Error): void };

let printer: Printer | null = null;

/** The PDF of a document. Printed one after the other in a thread beside the server, so that nobody else waits. */
export function print(document: PaperDocument): Promise<Uint8Array> {
  printer ??= new Printer(() => {
    printer = null;
  });
  return printer.print(document);
}

/** One thread, from the first document to a pause. */
class Printer {
  readonly #waiting = new Map<number, Waiting>();
  readonly #worker: Worker;
  readonly #onEnd: () => void;
  #last = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
    this.#worker = new Worker(`(async () => {${BEGIN}})()`, {
      eval: true,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES, maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    this.#worker.unref();
    this.#worker.on('message', (answer: Answer) => this.#answer(answer));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(new Error('the printing thread has ended')));
  }

  print(document: PaperDocument): Promise<Uint8Array> {
    clearTimeout(this.#idle);
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      // As long as somebody waits for it, the process stays.
      this.#worker.ref();
      this.#worker.postMessage({ id, document });
    });
  }

  #answer({ id, content, error }: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (content) waiting?.resolve(content);
    else waiting?.reject(new Error(`not printed: ${error}`));
    if (this.#waiting.size > 0) return;
    this.#worker.unref();
    this.#idle = setTimeout(() => void this.#worker.terminate(), IDLE_MILLISECONDS).unref();
  }

  /** Whoever asks next begins another thread. */
  #end(error: Error): void {
    this.#onEnd();
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
