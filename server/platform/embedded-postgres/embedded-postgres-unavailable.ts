/** The embedded database cannot run on this machine. The message is one sentence that names the way out. */
export class EmbeddedPostgresUnavailable extends Error {
  constructor(reason: string) {
    super(
      `The embedded database cannot run here (${reason}): set DATABASE_URL to a PostgreSQL server, version 15 or newer.`,
    );
    this.name = 'EmbeddedPostgresUnavailable';
  }
}
