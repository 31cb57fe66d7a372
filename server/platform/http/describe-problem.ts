/** A refusal as the API document describes it. */
export const PROBLEM = {
  type: 'object',
  description: 'Why a request was refused (RFC 9457). Further members are the facts of the case.',
  required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string', description: 'Address of what is said about the code, relative to this server.' },
    title: { type: 'string', description: 'One sentence that goes with the code.' },
    status: { type: 'integer', description: 'The status of the answer again.' },
    code: { type: 'string', description: 'Which refusal it is; a code never changes its meaning. Decide by it.' },
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
  },
};
