import type { ErrorCode, FieldError } from '#contract/errors.ts';

/** The registry's codes, and the one failure that no server can report. */
export type ProblemCode = ErrorCode | 'unreachable';

/** A request that was not done, as problem+json says it. Members the standard does not know are the facts. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly detail: string | null;
  readonly errors: readonly FieldError[];
  readonly facts: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;

  constructor(problem: {
    code: ProblemCode;
    title?: string;
    detail?: string;
    errors?: FieldError[];
    facts?: Record<string, unknown>;
    requestId?: string;
  }) {
    super(problem.title ?? problem.code);
    this.code = problem.code;
    this.detail = problem.detail ?? null;
    this.errors = problem.errors ?? [];
    this.facts = problem.facts ?? {};
    this.requestId = problem.requestId ?? null;
  }

  static async from(response: Response): Promise<ProblemError> {
    const body: unknown = await response.json().catch(() => null);
    if (!isProblem(body)) {
      // Something between us and the server answered in its place.
      return new ProblemError({ code: response.status < 500 ? 'malformed_request' : 'unreachable' });
    }
    const { type: _type, status: _status, meaning: _meaning, code, title, detail, errors, requestId, ...facts } = body;
    return new ProblemError({ code, title, detail, errors, requestId, facts });
  }
}

type Problem = {
  type?: string;
  status?: number;
  code: ErrorCode;
  title?: string;
  meaning?: string;
  detail?: string;
  errors?: FieldError[];
  requestId?: string;
};

function isProblem(body: unknown): body is Problem & Record<string, unknown> {
  return typeof body === 'object' && body !== null && typeof (body as { code?: unknown }).code === 'string';
}
