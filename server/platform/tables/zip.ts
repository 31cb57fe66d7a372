import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** A file of an archive: its name and its text, piece by piece. */
export type Entry = { name: string; text: AsyncIterable<string> | Iterable<string> };

/** The same day on every file, so that the same table is the same archive; sheets pack well enough quickly. */
const HOW = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, compressionLevel: 3 };

/** An archive written while its files are, one after the other, so that none of them is ever held whole. */
export function zip(entries: AsyncIterable<Entry>): Readable {
  const archive = new ZipFile();
  const output = archive.outputStream as Readable;
  archive.on('error', (error) => output.destroy(error));
  addAll(archive, output, entries).catch((error) => output.destroy(error));
  return output;
}

async function addAll(archive: ZipFile, output: Readable, entries: AsyncIterable<Entry>): Promise<void> {
  for await (const { name, text } of entries) {
    // Whoever goes away before the end is read nothing more for.
    if (output.destroyed) return;
    const file = Readable.from(text, { objectMode: false });
    const stop = () => file.destroy();
    output.once('close', stop);
    archive.addReadStream(file, name, HOW);
    await finished(file);
    output.off('close', stop);
  }
  archive.end();
}
