import { once } from 'node:events';
import { crc32, createDeflateRaw } from 'node:zlib';

/** A file of an archive: its name and its text, piece by piece. */
export type Entry = { name: string; text: AsyncIterable<string> | Iterable<string> };

/**
 * An archive (PKWARE APPNOTE 6.3) written while its files are, so that none of them is ever held whole: sizes and checksums
 * follow each file. Up to 4 GB.
 */
export async function* zip(entries: AsyncIterable<Entry> | Iterable<Entry>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = [];
  let offset = 0;
  for await (const { name, text } of entries) {
    const start = offset;
    const local = localHeader(name);
    offset += local.length;
    yield local;
    const sums = { crc: 0, size: 0, packed: 0 };
    for await (const piece of deflate(text, sums)) {
      offset += piece.length;
      yield piece;
    }
    const after = descriptor(sums);
    offset += after.length;
    yield after;
    directory.push(centralHeader(name, sums, start));
  }
  const central = Buffer.concat(directory);
  yield Buffer.concat([central, endOfDirectory(directory.length, central.length, offset)]);
}

type Sums = { crc: number; size: number; packed: number };

async function* deflate(text: Entry['text'], sums: Sums): AsyncGenerator<Buffer> {
  const packer = createDeflateRaw({ level: 3 });
  const feeding = (async () => {
    for await (const piece of text) {
      const bytes = Buffer.from(piece);
      sums.crc = crc32(bytes, sums.crc);
      sums.size += bytes.length;
      if (!packer.write(bytes)) await once(packer, 'drain');
    }
    packer.end();
  })();
  feeding.catch((error) => packer.destroy(error));
  for await (const packed of packer) {
    sums.packed += packed.length;
    yield packed as Buffer;
  }
  await feeding;
}

/** Names are UTF-8, sizes follow; 1 January 1980, so that the same table is the same file. */
const FLAGS = 0x0808;
const DEFLATED = 8;
const DAY_ONE = 0x21;

function localHeader(name: string): Buffer {
  const text = Buffer.from(name);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(DEFLATED, 8);
  header.writeUInt16LE(DAY_ONE, 12);
  header.writeUInt16LE(text.length, 26);
  return Buffer.concat([header, text]);
}

function descriptor({ crc, size, packed }: Sums): Buffer {
  const record = Buffer.alloc(16);
  record.writeUInt32LE(0x08074b50, 0);
  record.writeUInt32LE(crc, 4);
  record.writeUInt32LE(packed, 8);
  record.writeUInt32LE(size, 12);
  return record;
}

function centralHeader(name: string, { crc, size, packed }: Sums, start: number): Buffer {
  const text = Buffer.from(name);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(FLAGS, 8);
  header.writeUInt16LE(DEFLATED, 10);
  header.writeUInt16LE(DAY_ONE, 14);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(packed, 20);
  header.writeUInt32LE(size, 24);
  header.writeUInt16LE(text.length, 28);
  header.writeUInt32LE(start, 42);
  return Buffer.concat([header, text]);
}

function endOfDirectory(count: number, size: number, start: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(start, 16);
  return record;
}
