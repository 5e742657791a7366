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
  const beside = createRequire(pathToFileURL(entry)); // not named `require`: a bundler must not look into it
  const packages = ['isolated-vm', 'acorn', 'ses'].map((name) => packageFolder(beside, name));
  const [isolatedVm = ''] = packages;
  const builder = packageFolder(
    createRequire(pathToFileURL(path.join(isolatedVm, 'package.json'))),
    'node-gyp-build',
  );
  return {
    sources: Buffer.concat([length, text]),
    // node-gyp-build looks for the last one to choose between glibc and musl.
    readable: [...new Set([folder, ...packages, builder, ...manifestsAbove(folder), '/etc/alpine-release'])],
    sesPath: path.join(packageFolder(beside, 'ses'), 'dist', 'lockdown.umd.min.js'),
  };
};

/** The modules that a child may import: those beside its entry, and the inside of the realms. */
const sourceFiles = async (folder: string): Promise<string[]> => {
  const folders = [folder, path.join(folder, 'realm')];
  const files = await Promise.all(
    folders.map((each) => readdir(each).then((names) => names.map((name) => path.join(each, name)))),
  );
  return files.flat().filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
};

const packageFolder = (beside: NodeJS.Require, name: string): string => {
  const candidates = (beside.resolve.paths(name) ?? []).map((folder) => path.join(folder, name));
  const main = beside.resolve(name);
  const found = candidates.find((folder) => main.startsWith(`${folder}${path.sep}`));
  return found ?? path.dirname(main); // a linked package: the folder of its main file
};

/** Node looks for a `package.json` in every folder above a module to learn its type. */
const manifestsAbove = (folder: string): string[] => {
  const above = path.dirname(folder);
  const manifest = path.join(folder, 'package.json');
  return above === folder ? [manifest] : [manifest, ...manifestsAbove(above)];
};
