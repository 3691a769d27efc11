/**
 * Loads the program with its code as V8 compiled it when it was built (`dist/cliMain.cache`), a tenth of a second that no
 * call has to spend. Another Node than the one that built it refuses the cache and compiles anew.
 */
import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

const program = join(__dirname, 'cliMain.js');

function cachedCode(): Buffer | undefined {
  try {
    return readFileSync(join(__dirname, 'cliMain.cache'));
  } catch {
    return undefined;
  }
}

const cachedData = cachedCode();
const script = new Script(Module.wrap(readFileSync(program, 'utf8')), {
  filename: program,
  ...(cachedData ? { cachedData } : {}),
});
const run = script.runInThisContext() as (...parts: readonly unknown[]) => void;
run(exports, require, module, program, __dirname);
