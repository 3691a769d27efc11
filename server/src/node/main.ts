/** The server as a process: `--stdio` for any editor, Node's IPC for VS Code. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { type Runtime, startServer } from '../lsp/index';

/** The bundle stands in dist/, beside prose/ and rules/. */
const here = __dirname;
/** A longer file is none that a person would have us read: nodes of a large cluster, saved, are some megabytes. */
const MOST_BYTES = 32_000_000;

const runtime: Runtime = {
  readAsset: (name) => readText(join(here, ...name.split('/').filter((part) => part !== '..'))),
  readTextFile: (uri) => (uri.startsWith('file:') ? readText(fileURLToPath(uri)) : Promise.resolve(null)),
  listFiles: (folder) => (folder.startsWith('file:') ? manifestsBelow(fileURLToPath(folder)) : Promise.resolve([])),
  rulePages: `${pathToFileURL(join(here, 'rules')).href}/{id}{language}.md`,
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

async function readText(path: string): Promise<string | null> {
  try {
    const text = await readFile(path, 'utf8');
    return text.length > MOST_BYTES && !path.endsWith('.json') ? null : text;
  } catch {
    return null;
  }
}

/** Folders that hold other people's files, or none that a person edits. */
const SKIPPED = new Set(['node_modules', '.git', '.cache', 'dist']);
/** The server looks at no more. */
const MOST_FILES = 10_000;

async function manifestsBelow(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  const folders = [root];
  for (let folder = folders.shift(); folder !== undefined && found.length < MOST_FILES; folder = folders.shift()) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      // a link to a folder is not followed: it could lead back here
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) folders.push(join(folder, entry.name));
      else if (entry.isFile() && /\.(?:ya?ml|json)$/i.test(entry.name))
        found.push(pathToFileURL(join(folder, entry.name)).href);
    }
  }
  return found;
}

startServer(createConnection(ProposedFeatures.all), runtime);
