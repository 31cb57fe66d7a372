import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';

/** One kept-alive HTTP connection that posts one request at a time and expects 201. */
export type PostConnection = { post(path: string, body: unknown): Promise<void>; close(): void };

/**
 * A client that costs next to nothing: the processor it shares with the server is what is measured. It writes a request as
 * text and reads an answer by its content-length.
 */
export async function openConnection(port: number, key: string): Promise<PostConnection> {
  const socket = net.connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  await once(socket, 'connect');
  let answer = '';
  let settle: { resolve(): void; reject(error: Error): void } | null = null;
  socket.setEncoding('latin1');
  socket.on('data', (part: string) => {
    answer += part;
    const head = answer.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(answer)?.[1]);
    if (answer.length < head + 4 + length) return;
    const whole = answer;
    answer = '';
    if (whole.startsWith('HTTP/1.1 201')) settle?.resolve();
    else settle?.reject(new Error(whole));
  });
  socket.on('error', (error) => settle?.reject(error));
  return {
    post(path, body) {
      const text = JSON.stringify(body);
      return new Promise((resolve, reject) => {
        settle = { resolve, reject };
        socket.write(
          `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\n` +
            `idempotency-key: ${randomUUID()}\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
        );
      });
    },
    close: () => socket.destroy(),
  };
}
