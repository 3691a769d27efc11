import { languageOf } from './environment';
import { run } from './run';
import { answerAsWorker } from './spread';

// a reader that has seen enough (`| head`) is no failure of ours
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

if (!answerAsWorker()) void main();

async function main(): Promise<void> {
  const code = await run(process.argv.slice(2), {
    cwd: process.cwd(),
    language: languageOf(process.env),
    readStdin: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
      return Buffer.concat(chunks);
    },
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    program: __filename,
  });
  // not process.exit: what is still in the pipe arrives whole
  process.exitCode = code;
}
