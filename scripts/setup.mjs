// What `npm start` and `npm test` need before anything is installed: only built-ins that Node 18 has.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const CACHE = path.join(ROOT, 'node_modules', '.cache', 'patchbay');
const NODE_MAJOR = 24; // what is fetched
const NODE_MAJORS = [NODE_MAJOR, 26]; // those for which isolated-vm 7 ships a binary (docs/architecture.md)
const WINDOWS = process.platform === 'win32';

process.chdir(ROOT);
process.env.NEXT_TELEMETRY_DISABLED = '1';
process.env.CHECKPOINT_DISABLE = '1';

/** Whether Patchbay runs on this version of Node: `24.11.1`. */
export const runsOn = (version) => NODE_MAJORS.includes(Number(version.split('.')[0]));

/** One line about a step that begins. */
export const say = (text) => console.log(`\u25b8 ${text}`);

/** Ends the process with a message a person can act on. */
export const giveUp = (message) => {
  console.error(`\n\u2716 ${message}\n`);
  process.exit(1);
};

/**
 * Goes on where Patchbay runs: at once where this is such a Node, else by fetching Node 24 from the npm registry and
 * starting `script` again with it. Never returns in the second case.
 */
export const onNode24 = async (script) => {
  if (runsOn(process.versions.node)) return;
  const binary = findNode24();
  const child = spawn(binary, [script, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${path.dirname(binary)}${path.delimiter}${process.env.PATH ?? ''}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve) =>
    child.on('exit', (status, signal) => resolve(signal ? 1 : (status ?? 1))),
  );
  process.exit(code);
};

/** Whether `binary` is a Node that will do: a wrong one would start this script again and again. */
const isRightNode = (binary) => {
  const { stdout } = spawnSync(binary, ['-p', 'process.versions.node'], { encoding: 'utf8' });
  return runsOn(stdout ?? '');
};

const findNode24 = () => {
  const remembered = recall('node-binary');
  if (remembered !== undefined && existsSync(remembered) && isRightNode(remembered)) return remembered;
  say(
    `Patchbay runs on Node ${NODE_MAJOR}, this is ${process.versions.node}: fetching Node ${NODE_MAJOR} from the npm registry`,
  );
  // Away from this project, whose .npmrc turns off the install scripts that the package `node` needs.
  const found = spawnSync(
    'npx',
    ['--yes', '--ignore-scripts=false', '--package', `node@${NODE_MAJOR}`, 'node', '-p', 'process.execPath'],
    { cwd: tmpdir(), encoding: 'utf8', shell: WINDOWS, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const binary = found.stdout?.trim().split('\n').pop() ?? '';
  if (found.status !== 0 || !existsSync(binary) || !isRightNode(binary)) {
    giveUp(
      `Node ${NODE_MAJOR} could not be fetched. Install Node ${NODE_MAJOR} (nodejs.org) and run the command again.`,
    );
  }
  if (existsSync(path.join(ROOT, 'node_modules'))) remember('node-binary', binary);
  return binary;
};

const remember = (name, value) => {
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(path.join(CACHE, name), value);
};

const recall = (name) => {
  const file = path.join(CACHE, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
};

/**
 * Runs a command to its end. Its output is shown as it comes with `verbose`, else only when it fails; a long
 * silent step says every ten seconds that it goes on. Ends the process when the command fails.
 */
export const run = async (title, command, args, { verbose = false, env = {} } = {}) => {
  say(title);
  const started = Date.now();
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    shell: WINDOWS,
    stdio: verbose ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout?.on('data', (data) => {
    output += data;
  });
  child.stderr?.on('data', (data) => {
    output += data;
  });
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const ticker = verbose ? undefined : setInterval(() => console.log(`  \u2026 ${seconds()} s`), 10_000);
  const status = await new Promise((resolve) => {
    child.on('error', (error) => {
      output += error.message;
      resolve(1);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
  clearInterval(ticker);
  if (status !== 0) {
    console.error(output);
    giveUp(`${title}: failed (exit code ${status}).`);
  }
};

/** Of the content of files and folders, but for tests and what is generated. */
export const hashOf = (paths) => {
  const hash = createHash('sha256');
  const visit = (file) => {
    const full = path.join(ROOT, file);
    if (!existsSync(full)) return;
    const entries = readEntries(full);
    if (entries === undefined) {
      hash.update(`${file}\0`).update(readFileSync(full)).update('\0');
      return;
    }
    for (const name of entries) {
      if (name !== 'generated' && !/\.test\.tsx?$/.test(name)) visit(path.join(file, name));
    }
  };
  for (const file of paths) visit(file);
  return hash.digest('hex');
};

const readEntries = (full) => {
  try {
    return readdirSync(full).sort();
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  }
};

/** Installs the locked dependencies, unless they are there already. */
export const installDependencies = async () => {
  const wanted = hashOf(['package.json', 'package-lock.json', '.npmrc']);
  if (recall('dependencies') === wanted) return;
  await run('Installing the dependencies (npm ci)', 'npm', ['ci', '--no-audit', '--no-fund']);
  remember('dependencies', wanted);
  if (runsOn(process.versions.node) && process.execPath.includes('_npx'))
    remember('node-binary', process.execPath);
};

/** Generates the database clients, unless they are up to date. */
export const generateClient = async () => {
  const wanted = hashOf(['prisma/schema.prisma', 'prisma/postgresql/schema.prisma', 'package-lock.json']);
  const there = existsSync(path.join(ROOT, 'lib', 'store', 'generated'));
  if (there && recall('client') === wanted) return;
  await run('Generating the database client', process.execPath, ['scripts/prisma-generate.mjs']);
  remember('client', wanted);
};

const SOURCES = [
  'app',
  'components',
  'lib',
  'prisma',
  'public',
  'next.config.js',
  'postcss.config.mjs',
  'package-lock.json',
];

/** Builds the pages, unless the sources are those of the last build. */
export const build = async () => {
  const wanted = hashOf(SOURCES);
  const stamp = path.join(ROOT, '.next', 'patchbay-sources');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await run('Building the pages (once, and again only after changes)', process.execPath, [
    'node_modules/next/dist/bin/next',
    'build',
  ]);
  writeFileSync(stamp, wanted);
};
