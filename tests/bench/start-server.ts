import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Role } from '#contract/permissions.ts';
import type { ScratchDatabase } from './scratch.ts';

export type RunningServer = { pid: number; port: number; key: string; secret: string; stop(): Promise<void> };

/** Starts the server of a measurement, a process of its own as in production, with its jobs where it has them, and makes a key to call it with. */
export async function startServer(
  served: Pick<ScratchDatabase, 'url' | 'database'>,
  role: Role,
  { hasJobs = false }: { hasJobs?: boolean } = {},
): Promise<RunningServer> {
  const secret = randomBytes(16).toString('hex');
  const key = randomBytes(32).toString('base64url');
  await served.database.query(
    `insert into api_keys (name, role, key_hash, created_at, created_by) values ('bench', $1, $2, now(), 'bench')`,
    [role, createHash('sha256').update(key).digest()],
  );
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('./serve.ts', import.meta.url))], {
    env: { ...process.env, DATABASE_URL: served.url, BENCH_SECRET: secret, BENCH_JOBS: hasJobs ? 'on' : 'off' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    pid: child.pid as number,
    port: Number(line.toString().trim()),
    key,
    secret,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
