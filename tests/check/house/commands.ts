import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Breach, breach, root, type Source } from './source.ts';

type Written = { source: Source; offset: number; command: string };

const PROGRAMS = /^(?:[A-Z_]+=\S+ )*(npm|npx|node|docker) /;

/**
 * Every command of README and docs can be run: its script, program and files are there, and each program of ours answers
 * `--help` and knows the options that are written.
 */
export async function checkCommands(sources: Source[]): Promise<Breach[]> {
  const scripts: Record<string, string> = JSON.parse(textOf(sources, 'package.json') ?? '{}').scripts ?? {};
  const written = sources.filter(({ path }) => /^(README|docs\/.*|database\/demo\/README)\.md$/.test(path));
  const commands = written.flatMap(commandsIn);
  const wrong = await Promise.all(commands.map((one) => faultOf(one.command, scripts)));
  return commands.flatMap((one, index) =>
    wrong[index] ? [breach(one.source, one.offset, `"${one.command}" does not run: ${wrong[index]}.`)] : [],
  );
}

/** Commands in a block for a shell and in code within a line, taken apart at `&&`. */
function commandsIn(source: Source): Written[] {
  const blocks = [...source.text.matchAll(/```sh\n([\s\S]*?)```|`([^`\n]+(?:\n[^`\n]+)?)`/g)];
  return blocks.flatMap((match) =>
    (match[1]?.split('\n') ?? [match[2]!.replace(/\s+/g, ' ')])
      .flatMap((line) => line.split('&&'))
      .map((line) => line.trim())
      .filter((command) => PROGRAMS.test(command))
      .map((command) => ({ source, offset: match.index, command })),
  );
}

async function faultOf(command: string, scripts: Record<string, string>): Promise<string | null> {
  const words = command.replace(/^(?:[A-Z_]+=\S+ )*/, '').split(/\s+/);
  if (words[0] === 'npm') return faultOfScript(words.slice(1), scripts);
  if (words[0] === 'npx' && !existsSync(join(root, 'node_modules/.bin', words[1] ?? '')))
    return `no ${words[1]} is installed`;
  const missing = words.find((word) => /^(server|tests|database)\/\S+$/.test(word) && !existsSync(join(root, word)));
  return missing ? `there is no ${missing}` : null;
}

async function faultOfScript(words: string[], scripts: Record<string, string>): Promise<string | null> {
  const name = words[0] === 'run' ? words[1] : words[0];
  if (name === 'ci') return null;
  const script = scripts[name ?? ''];
  if (!script) return `package.json has no script ${name}`;
  const file = /^tsx (\S+\.ts)/.exec(script)?.[1];
  if (file && !existsSync(join(root, file))) return `there is no ${file}`;
  if (!file || !HAS_HELP.has(name!)) return null;
  const help = await helpOf(file);
  if (help === null) return 'it does not answer --help';
  const options = words.filter((word) => /^--\w/.test(word) && word !== '--help');
  const unknown = options.find((option) => !help.includes(option));
  return unknown ? `--help does not know ${unknown}` : null;
}

/** Scripts that take options; the others take none and run in `npm test` or cost too much here. */
const HAS_HELP = new Set(['admin', 'bench', 'replay', 'verify']);

const helps = new Map<string, Promise<string | null>>();

function helpOf(file: string): Promise<string | null> {
  const known = helps.get(file) ?? runHelp(file);
  helps.set(file, known);
  return known;
}

function runHelp(file: string): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', file, '--help'], { cwd: root }, (error, output) =>
      resolve(error ? null : output),
    );
  });
}

function textOf(sources: Source[], path: string): string | undefined {
  return sources.find((source) => source.path === path)?.text;
}
