/** The server as a process: `--stdio` for any editor, Node's IPC for VS Code. */
import { readFile } from 'node:fs/promises';
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

startServer(createConnection(ProposedFeatures.all), runtime);
