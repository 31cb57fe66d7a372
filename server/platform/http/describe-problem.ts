import { ERROR_FACTS } from '#contract/error-facts.ts';
import { ERRORS, type ErrorCode } from '#contract/errors.ts';

/** The members that every problem may have. */
export const MEMBERS_OF_EVERY_PROBLEM = {
  type: { type: 'string', description: 'Address of what is said about the code, relative to this server.' },
  title: { type: 'string', description: 'One sentence that goes with the code.' },
  status: { type: 'integer', description: 'The status of the answer again.' },
  code: { type: 'string', description: 'Which refusal it is; a code never changes its meaning. Decide by it.' },
  meaning: { type: 'string', description: 'What the code means and what to do about it, in words for a person.' },
  detail: {
    type: 'string',
    description: 'What is the matter in this case, in words; never to be read by a program.',
  },
  errors: {
    type: 'array',
    description: 'The fields and parameters at fault, each on its own.',
    items: {
      type: 'object',
      required: ['pointer', 'detail'],
      properties: {
        pointer: {
          type: 'string',
          description:
            'JSON pointer into the body, such as `#/lines/0/quantity`; `#/query/…`, `#/path/…` and `#/headers/…` for the others.',
        },
        detail: { type: 'string', description: 'What is wrong there, in words; for an unknown name, the near one.' },
      },
    },
  },
  requestId: {
    type: 'string',
    description: 'Finds the request in the log of the server; also in the header `Request-Id`.',
  },
};

const PROBLEM = {
  type: 'object',
  description: 'Why a request was refused (RFC 9457). Further members are the facts of the case.',
  required: ['type', 'title', 'status', 'code', 'meaning', 'requestId'],
  properties: MEMBERS_OF_EVERY_PROBLEM,
};

/** A refusal as the API document describes it, and each code of it with its facts. */
export function describeProblems(): Record<string, object> {
  const codes = Object.keys(ERRORS) as ErrorCode[];
  return { Problem: PROBLEM, ...Object.fromEntries(codes.map((code) => [nameOf(code), describeProblem(code)])) };
}

/** What a refusal with one of these codes looks like. */
export function problemWith(codes: readonly ErrorCode[]): object {
  const refs = codes.map((code) => ({ $ref: `#/components/schemas/${nameOf(code)}` }));
  return { 'application/problem+json': { schema: refs.length === 1 ? refs[0] : { oneOf: refs } } };
}

function describeProblem(code: ErrorCode): object {
  const facts: Record<string, string> = code in ERROR_FACTS ? ERROR_FACTS[code as keyof typeof ERROR_FACTS] : {};
  const described = Object.entries(facts).map(([name, description]) => [name, { description }]);
  return {
    description: ERRORS[code].meaning,
    allOf: [
      { $ref: '#/components/schemas/Problem' },
      { type: 'object', properties: { code: { const: code }, ...Object.fromEntries(described) } },
    ],
  };
}

/** `more_than_remainder` is `MoreThanRemainderProblem`. */
const nameOf = (code: ErrorCode) =>
  `${code.replace(/(^|_)([a-z])/g, (_, _before, letter: string) => letter.toUpperCase())}Problem`;
