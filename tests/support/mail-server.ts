import { createServer as createSocketServer, type Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** What the server does with the next mails: takes them, or one of the ways in which servers fail. */
export type Mood =
  | 'takes'
  | 'slow'
  | 'refuses_recipient'
  | 'not_now'
  /** Takes the mail and breaks off before it says so. */
  | 'cuts_after_data'
  /** Breaks off before it has the mail. */
  | 'cuts_before_data';

/** A mail server on this machine that keeps what it took. */
export type MailServer = {
  url: string;
  mails: ParsedMail[];
  /** Asked for each mail. */
  mood: () => Mood;
  /** No connection is answered until `rise`. */
  die(): Promise<void>;
  rise(): Promise<void>;
  close(): Promise<void>;
};

export async function openMailServer(): Promise<MailServer> {
  const sockets = new Set<Socket>();
  let port = 0;
  let smtp: SMTPServer | null = null;
  const server: MailServer = {
    url: '',
    mails: [],
    mood: () => 'takes',
    async die() {
      for (const socket of sockets) socket.destroy();
      const dying = smtp;
      smtp = null;
      await new Promise<void>((done) => (dying ? dying.close(() => done()) : done()));
    },
    async rise() {
      smtp = listenOn(server);
      await new Promise<void>((done) => smtp?.listen(port, '127.0.0.1', done));
      smtp.server.on('connection', (socket) => {
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
      });
    },
    close: () => server.die(),
  };
  port = await freePort();
  server.url = `smtp://127.0.0.1:${port}`;
  await server.rise();
  return server;
}

function listenOn(server: MailServer): SMTPServer {
  const smtp: SMTPServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 10,
    onRcptTo(_, __, callback) {
      const mood = server.mood();
      if (mood === 'refuses_recipient') return callback(answer(550, '5.1.1 There is nobody of this name here'));
      if (mood === 'not_now') return callback(answer(451, '4.3.0 Come back later'));
      callback();
    },
    onData(stream, session, callback) {
      const mood = server.mood();
      if (mood === 'cuts_before_data') {
        stream.resume();
        cut(smtp, session.id);
        return;
      }
      simpleParser(stream).then((mail) => {
        server.mails.push(mail);
        if (mood === 'cuts_after_data') cut(smtp, session.id);
        else setTimeout(callback, mood === 'slow' ? 100 : 0);
      }, callback);
    },
  });
  smtp.on('error', () => undefined);
  return smtp;
}

/** Breaks off the connection of a session, as a machine that loses power does. */
function cut(smtp: SMTPServer, sessionId: string): void {
  const connections = (smtp as unknown as { connections: Set<{ id: string; _socket: Socket }> }).connections;
  for (const { id, _socket } of connections) if (id === sessionId) _socket.destroy();
}

function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

async function freePort(): Promise<number> {
  const probe = createSocketServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as { port: number };
  await new Promise<void>((done) => probe.close(() => done()));
  return port;
}
