import { hashPassword, verifyPassword } from 'better-auth/crypto';

/** Each takes 32 MB and a core for a tenth of a second: a rush of sign-ins waits in line instead of taking them all. */
const AT_ONCE = 2;

let busy = 0;
const waiting: (() => void)[] = [];

async function inLine<T>(work: () => Promise<T>): Promise<T> {
  if (busy < AT_ONCE) busy += 1;
  else await new Promise<void>((resolve) => void waiting.push(resolve));
  try {
    return await work();
  } finally {
    // The place is handed on, so that nobody comes in between.
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  }
}

/** The library's own hash, a few at a time. */
export const passwordHash = {
  hash: (password: string) => inLine(() => hashPassword(password)),
  verify: (given: { hash: string; password: string }) => inLine(() => verifyPassword(given)),
};
