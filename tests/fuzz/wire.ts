import http from 'node:http';

/** A request as it goes over the wire. */
export type Wire = { method: string; path: string; headers: Record<string, string>; body: string | undefined };

export type WireAnswer = { status: number; headers: http.IncomingHttpHeaders; text: string };

/** Also on a crowded machine. */
const PATIENCE_MILLISECONDS = 60_000;

/** A caller that sends what it is told, also what a better one would not. Null when the server closed the connection. */
export function openCaller(origin: string): { send(wire: Wire): Promise<WireAnswer | null>; close(): void } {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const send = ({ method, path, headers, body }: Wire): Promise<WireAnswer | null> =>
    new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const request = http.request(origin, { agent, method, path, headers: { ...headers, ...length } });
      request.on('response', async (response) => {
        const { statusCode: status = 0, headers } = response;
        // A stream has no end: that it began is its answer.
        if (headers['content-type']?.startsWith('text/event-stream')) {
          response.destroy();
          return resolve({ status, headers, text: '' });
        }
        const chunks: Buffer[] = [];
        try {
          for await (const chunk of response) chunks.push(chunk);
        } catch {
          return resolve(null);
        }
        resolve({ status, headers, text: Buffer.concat(chunks).toString() });
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
        // The server closed the connection of the request before: this one was never read.
        else if (request.reusedSocket) resolve(send({ method, path, headers, body }));
        else resolve(null);
      });
      request.setTimeout(PATIENCE_MILLISECONDS, () => request.destroy(new Error(`no answer to ${method} ${path}`)));
      request.end(body);
    });
  return { send, close: () => agent.destroy() };
}
