import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TypeStripper } from './type-stripper.ts';

/** What a child needs to start. */
export interface ChildProgram {
  /** The first thing on its pipe: the sources, and where to begin. */
  readonly sources: Buffer;
  /** What it may read, and nothing else. */
  readonly readable: readonly string[];
  readonly sesPath: string;
}

/**
 * Started with `node -e`: it takes the sources from the pipe and imports the entry. Node cannot strip types itself
 * where `--jitless` is on, so the parent has done it.
 */
export const bootstrap = `
  const { readSync } = require('node:fs');
  const { registerHooks } = require('node:module');
  const take = (length) => {
    const bytes = Buffer.alloc(length);
    for (let at = 0; at < length; ) {
      const count = readSync(3, bytes, at, length - at);
      if (count === 0) process.exit(0);
      at += count;
    }
    return bytes;
  };
  const { entry, files } = JSON.parse(take(take(4).readUInt32LE(0)));
  registerHooks({
    load(url, context, next) {
      const source = files[url];
      return source === undefined ? next(url, context) : { format: 'module', source, shortCircuit: true };
    },
  });
  import(entry);
`;

/** Reads and strips the sources beside `entry`. Throws where a file or a package is missing. */
export const loadChildProgram = async (entry: string, stripper: TypeStripper): Promise<ChildProgram> => {
  const folder = path.dirname(entry);
  const files: Record<string, string> = {};
  for (const file of await sourceFiles(folder)) {
    const stripped = await stripper.strip(await readFile(file, 'utf8'));
    if (!stripped.ok) throw new Error(`${file}: ${stripped.message}`);
    files[pathToFileURL(file).href] = stripped.source;
  }
  const text = Buffer.from(JSON.stringify({ entry: pathToFileURL(entry).href, files }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  const require = createRequire(pathToFileURL(entry));
  const packages = ['isolated-vm', 'acorn', 'ses'].map((name) => packageFolder(require, name));
  const [isolatedVm = ''] = packages;
  const builder = packageFolder(
    createRequire(pathToFileURL(path.join(isolatedVm, 'package.json'))),
    'node-gyp-build',
  );
  return {
    sources: Buffer.concat([length, text]),
    // node-gyp-build looks for the last one to choose between glibc and musl.
    readable: [...new Set([folder, ...packages, builder, ...manifestsAbove(folder), '/etc/alpine-release'])],
    sesPath: path.join(packageFolder(require, 'ses'), 'dist', 'lockdown.umd.min.js'),
  };
};

const sourceFiles = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name));
};

const packageFolder = (require: NodeJS.Require, name: string): string => {
  const candidates = (require.resolve.paths(name) ?? []).map((folder) => path.join(folder, name));
  const resolved = require.resolve(name);
  const found = candidates.find((folder) => resolved.startsWith(`${folder}${path.sep}`));
  return found ?? path.dirname(resolved); // a linked package: the folder of its main file
};

/** Node looks for a `package.json` in every folder above a module to learn its type. */
const manifestsAbove = (folder: string): string[] => {
  const above = path.dirname(folder);
  const manifest = path.join(folder, 'package.json');
  return above === folder ? [manifest] : [manifest, ...manifestsAbove(above)];
};
