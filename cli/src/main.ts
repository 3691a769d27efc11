import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageOf } from './environment';
import { run } from './run';

// a reader that has seen enough (`| head`) is no failure of ours
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const language = languageOf(process.env);

run(process.argv.slice(2), {
  cwd: process.cwd(),
  language,
  rulePage: (rule) => {
    try {
      return readFileSync(join(__dirname, 'rules', `${rule}${language === 'ja' ? '.ja' : ''}.md`), 'utf8');
    } catch {
      return null;
    }
  },
  readStdin: async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
    return Buffer.concat(chunks);
  },
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
}).then((code) => {
  // not process.exit: what is still in the pipe arrives whole
  process.exitCode = code;
});
