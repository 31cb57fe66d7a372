import { SaxesParser } from 'saxes';
import yauzl from 'yauzl';
import { type FileRow, UnreadableFile } from './file-row.ts';

/** A workbook of a few MB may unpack to anything: more than this is not read. */
const MOST_UNPACKED = 200 * 2 ** 20;
/** Excel keeps 32,767 characters in a cell, each at most six as XML writes it: more without a tag is never read into memory. */
const LONGEST_TEXT = 250_000;

/** The rows of the first sheet of a workbook, as text; a number is written as Excel keeps it, a day as its number. */
export async function* readXlsx(bytes: Buffer): AsyncGenerator<FileRow> {
  const archive = await open(bytes);
  try {
    const entries = await entriesOf(archive);
    const sheet = [...entries.keys()].filter((name) => /^xl\/worksheets\/[^/]+\.xml$/.test(name)).sort(bySheet)[0];
    if (!sheet) throw new UnreadableFile('it is no Excel workbook');
    const shared = entries.get('xl/sharedStrings.xml');
    const texts = shared ? await sharedTexts(archive, shared) : [];
    yield* rowsOf(archive, entries.get(sheet) as yauzl.Entry, texts);
  } finally {
    archive.close();
  }
}

function bySheet(one: string, other: string): number {
  const number = (name: string) => Number(/(\d+)\.xml$/.exec(name)?.[1] ?? 0);
  return number(one) - number(other);
}

function open(bytes: Buffer): Promise<yauzl.ZipFile> {
  return new Promise((done, fail) =>
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, archive) =>
      error ? fail(new UnreadableFile(`it is no Excel workbook: ${error.message}`)) : done(archive),
    ),
  );
}

function entriesOf(archive: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  return new Promise((done, fail) => {
    const entries = new Map<string, yauzl.Entry>();
    let unpacked = 0;
    archive.on('entry', (entry: yauzl.Entry) => {
      unpacked += entry.uncompressedSize;
      if (unpacked > MOST_UNPACKED) return fail(new UnreadableFile('it is too large when unpacked; save it as CSV'));
      entries.set(entry.fileName, entry);
      archive.readEntry();
    });
    archive.once('end', () => done(entries));
    archive.once('error', (error) => fail(new UnreadableFile(`it is no Excel workbook: ${error.message}`)));
    archive.readEntry();
  });
}

async function* pieces(archive: yauzl.ZipFile, entry: yauzl.Entry): AsyncGenerator<string> {
  const stream = await new Promise<NodeJS.ReadableStream>((done, fail) =>
    archive.openReadStream(entry, (error, opened) => (error ? fail(error) : done(opened))),
  );
  stream.setEncoding('utf8');
  for await (const piece of stream) yield piece as string;
}

/** Reads a part of the workbook as XML, and hands over after each piece what was found in it. */
async function* parsed<Found>(
  archive: yauzl.ZipFile,
  entry: yauzl.Entry,
  listen: (on: SaxesParser['on'], found: (one: Found) => void) => void,
): AsyncGenerator<Found> {
  const parser = new SaxesParser();
  let heard = 0;
  let found: Found[] = [];
  let problem: Error | null = null;
  parser.on('error', (error) => {
    problem ??= error;
  });
  const on: SaxesParser['on'] = (event, handler) =>
    parser.on(event, ((...said: Parameters<typeof handler>) => {
      heard = parser.position;
      (handler as (...heard: unknown[]) => void)(...said);
    }) as typeof handler);
  listen(on, (one) => found.push(one));
  for await (const piece of pieces(archive, entry)) {
    parser.write(piece);
    if (problem) throw new UnreadableFile('it is damaged');
    if (parser.position - heard > LONGEST_TEXT) throw new UnreadableFile('a cell holds more than Excel can keep');
    yield* found;
    found = [];
  }
}

async function sharedTexts(archive: yauzl.ZipFile, entry: yauzl.Entry): Promise<string[]> {
  const texts: string[] = [];
  const listen = (on: SaxesParser['on'], found: (text: string) => void) => {
    let text = '';
    let isText = false;
    on('opentag', ({ name }) => {
      if (name === 'si') text = '';
      isText = name === 't';
    });
    on('text', (part) => {
      if (isText) text += part;
    });
    on('closetag', ({ name }) => {
      isText = false;
      if (name === 'si') found(text);
    });
  };
  for await (const text of parsed<string>(archive, entry, listen)) texts.push(text);
  return texts;
}

async function* rowsOf(archive: yauzl.ZipFile, entry: yauzl.Entry, texts: readonly string[]): AsyncGenerator<FileRow> {
  const listen = (on: SaxesParser['on'], found: (row: FileRow) => void) => {
    let line = 0;
    let cells: string[] = [];
    let cell = { at: 0, type: '', text: '' };
    let isValue = false;
    on('opentag', ({ name, attributes }) => {
      if (name === 'row') {
        line = Number(attributes.r ?? line + 1);
        cells = [];
      }
      if (name === 'c')
        cell = { at: columnOf(attributes.r) ?? cells.length, type: String(attributes.t ?? ''), text: '' };
      isValue = name === 'v' || name === 't';
    });
    on('text', (part) => {
      if (isValue) cell.text += part;
    });
    on('closetag', ({ name }) => {
      isValue = false;
      if (name === 'c') {
        while (cells.length < cell.at && cells.length < 1_000) cells.push('');
        cells[cell.at] = cell.type === 's' ? (texts[Number(cell.text)] ?? '') : cell.text;
      }
      if (name === 'row' && cells.some((text) => text !== '')) found({ line, cells });
    });
  };
  yield* parsed<FileRow>(archive, entry, listen);
}

/** "AB12" stands in column 27, counted from 0. */
function columnOf(place: unknown): number | null {
  const letters = /^[A-Z]{1,3}/.exec(String(place ?? ''))?.[0];
  if (!letters) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
