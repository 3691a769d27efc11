// Runs the command line once over manifests and keeps what V8 compiled: node scripts/lib/compileCache.mjs DIST FOLDER…
// Its own process: what it loads is not what the caller runs, and what lint prints is not for anybody.
import { readFileSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { Script } from 'node:vm';

const [dist = '', ...folders] = process.argv.slice(2);
const program = join(dist, 'cliMain.js');
const script = new Script(Module.wrap(readFileSync(program, 'utf8')), { filename: program });
process.argv = [process.execPath, program, 'lint', '--style', '--config', 'none', ...folders];
process.stdout.write = () => true;
process.on('exit', () => {
  // the samples hold mistakes on purpose
  process.exitCode = 0;
  writeFileSync(join(dist, 'cliMain.cache'), script.createCachedData());
});
script.runInThisContext()({}, createRequire(program), { exports: {} }, program, dirname(program));
