/** How a text was written into bytes; `twice` is UTF-8 of what were bytes of UTF-8 before: "SÃ¼d" for "Süd". */
export type Encoding = 'utf-8' | 'twice' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const PIECE = 64 * 1024;

/** How a text is written: by its mark, as UTF-8 where it is that, else as Windows writes it; null where it is no text. */
export function encodingOf(bytes: Buffer): Encoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes.includes(0)) return null;
  if (!isDecodable(bytes, 'utf-8')) return 'windows-1252';
  return isWrittenTwice(bytes) ? 'twice' : 'utf-8';
}

/** A text in pieces, so that it is never held whole. */
export function* decoded(bytes: Buffer, encoding: Encoding, isStrict = false): Generator<string> {
  const decoder = new TextDecoder(encoding === 'twice' ? 'utf-8' : encoding, { fatal: isStrict });
  const again = encoding === 'twice' ? new TextDecoder('utf-8', { fatal: isStrict }) : null;
  for (let from = 0; from < bytes.length; from += PIECE) {
    const stream = from + PIECE < bytes.length;
    const piece = decoder.decode(bytes.subarray(from, from + PIECE), { stream });
    yield again ? again.decode(Buffer.from(piece, 'latin1'), { stream }) : piece;
  }
}

function isDecodable(bytes: Buffer, encoding: Encoding): boolean {
  try {
    for (const _ of decoded(bytes, encoding, true));
    return true;
  } catch {
    return false;
  }
}

/** Some programs encode text twice: where all of it could be bytes, some of it looks like it, and it comes out whole. */
function isWrittenTwice(bytes: Buffer): boolean {
  let looksLikeIt = false;
  for (const piece of decoded(bytes, 'utf-8')) {
    if (!isOfBytes(piece)) return false;
    looksLikeIt ||= /[Â-ô][\u0080-¿]/.test(piece);
  }
  return looksLikeIt && isDecodable(bytes, 'twice');
}

/** Whether each character could be a byte. */
function isOfBytes(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0xff) return false;
  return true;
}
