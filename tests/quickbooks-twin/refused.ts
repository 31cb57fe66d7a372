/** What the twin refuses, in the form QuickBooks Online gives its faults. */
export class Refused extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(JSON.stringify(body));
    this.status = status;
    this.body = body;
  }
}

const MESSAGES: Record<string, string> = {
  '610': 'Object Not Found',
  '2020': 'Required param missing, need to supply the required value for the API',
  '2050': 'String length is either shorter or longer than supported by specification',
  '2500': 'Invalid Reference Id',
  '4000': 'Error parsing query',
  '5010': 'Stale Object Error',
  '6000': 'A business validation error has occurred while processing your request',
  '6070': 'Amount calculation incorrect in the request',
  '6140': 'Duplicate Document Number Error',
  '6210': 'Account Period Closed, Cannot Update Services Until Your Current Period is Closed',
  '6240': 'Duplicate Name Exists Error',
};

/** A validation fault, answered with 400. */
export function refuse(code: keyof typeof MESSAGES & string, detail: string, element = ''): Refused {
  const error = { Message: MESSAGES[code], Detail: detail, code, element };
  return new Refused(400, { Fault: { Error: [error], type: 'ValidationFault' }, time: new Date().toISOString() });
}

/** What an access token that is not one is answered. */
export function refuseToken(): Refused {
  const error = {
    message: 'message=AuthenticationFailed; errorCode=003200; statusCode=401',
    detail: 'Token expired: AB012345678901',
    code: '3200',
    element: null,
  };
  return new Refused(401, { fault: { error: [error], type: 'AUTHENTICATION' }, time: Date.now() });
}

/** What too many calls are answered. */
export function refuseForNow(): Refused {
  const error = {
    Message: 'message=ThrottleExceeded; errorCode=003001; statusCode=429',
    Detail: 'The request limit was reached.',
    code: '3001',
  };
  return new Refused(429, { Fault: { Error: [error], type: 'SERVICE' }, time: new Date().toISOString() });
}
