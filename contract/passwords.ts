import { text } from '#contract/primitives.ts';

const SHORTEST_PASSWORD = 10;
const LONGEST_PASSWORD = 200;

/** A password somebody chose or was given: at least ten characters, and none that is guessed first. */
export const password = text(LONGEST_PASSWORD)
  .min(SHORTEST_PASSWORD)
  .refine((value) => !isGuessed(value), 'is one of the first that are guessed: take other words, or more of them');

/**
 * Whether a password is tried before any other: few characters repeated, a run along the keyboard or the alphabet, or a
 * word of the lists of stolen passwords with figures or signs around it, also written with figures for letters.
 */
function isGuessed(value: string): boolean {
  const plain = value.toLowerCase();
  if (new Set(plain).size < 5 || isRepeated(plain) || isRun(plain)) return true;
  const withoutEnd = plain.replace(/[^a-z]+$/, '');
  return [withoutEnd, withLetters(withoutEnd), withLetters(plain)].some(isCommon);
}

/** One short piece again and again: `abcabcabcabc`. */
function isRepeated(value: string): boolean {
  return /^(.{1,6})\1+.{0,5}$/u.test(value);
}

const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
];

function isRun(value: string): boolean {
  const backwards = [...value].reverse().join('');
  return RUNS.some((run) => run.includes(value) || run.includes(backwards));
}

const FIGURES: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

function withLetters(value: string): string {
  return value.replace(/[013457@$!]/g, (figure) => FIGURES[figure] ?? figure);
}

/** A common word, two of them, or one doubled, and nothing else. */
function isCommon(value: string): boolean {
  const letters = value.replace(/[^a-z]/g, '');
  return (
    COMMON.has(letters) ||
    [...COMMON].some((word) => letters.startsWith(word) && COMMON.has(letters.slice(word.length)))
  );
}

/** Of the words that lead the published lists of stolen passwords, and of those that an office thinks of first. */
const COMMON = new Set(
  `password passwort passw pass passcode passphrase secret mysecret login logon signin access admin administrator root master user
  username guest welcome hello letmein changeme change default temp temporary test testing tester demo sample example
  qwerty qwertyui qwertyuiop qwertz azerty asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc abc abcd abcdef abcdefgh
  iloveyou loveyou love lovely princess prince sunshine monkey dragon football baseball basketball soccer hockey superman batman
  spiderman pokemon starwars trustno trustnoone whatever freedom flower chocolate cookie butterfly purple orange banana
  summer winter spring autumn january february march april june july august september october november december
  monday tuesday wednesday thursday friday saturday sunday michael jennifer jessica michelle ashley daniel charlie jordan
  andrew matthew joshua robert thomas anthony nicole samantha liverpool chelsea arsenal barcelona manchester america
  company office warehouse makegood wine beer spirits business computer internet google facebook samsung windows microsoft apple
  iphone mustang ferrari porsche mercedes harley killer shadow ninja maggie ginger pepper tigger buster ranger hunter
  blink fuckyou fuckoff asshole bitch please forever family friends jesus christ blessed heaven angel angels money
  qwe qweasd qweasdzxc me my the is it mine new old work`.split(/\s+/),
);
