/** Files over two threads: a folder of hundreds of manifests is found out about in little more than half the time. */
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import {
  createLanguageService,
  type Diagnostic,
  type ServiceSettings,
  type TextFile,
} from '../../server/src/languageService/index';
import { readText } from './config';

/** Less text than this (UTF-16 units, all files together) is read faster than a thread starts. */
const LEAST_TEXT = 300_000;

/** What a thread needs to know: everything that decides about findings. */
export interface Share {
  readonly language: 'en' | 'ja';
  /** the whole workspace */
  readonly files: readonly TextFile[];
  readonly base: readonly TextFile[];
  /** the files to diagnose, by index, with the settings of each */
  readonly wanted: readonly { readonly index: number; readonly settings: ServiceSettings }[];
}

export interface Found {
  readonly index: number;
  readonly diagnostics: readonly Diagnostic[];
  /** what was logged: failures of our own */
  readonly failures: readonly string[];
}

/** Diagnoses the files of a share; a failure takes nothing from the others. */
export function diagnoseShare(
  { language, files, base, wanted }: Share,
  make: typeof createLanguageService = createLanguageService,
): readonly Found[] {
  let failures: string[] = [];
  const log = (message: string): void => {
    failures.push(message);
  };
  const workspace = { version: () => 1, files: () => files };
  const service = make({ language, log, workspace, readText });
  return wanted.map(({ index, settings }) => {
    failures = [];
    let diagnostics: readonly Diagnostic[] = [];
    try {
      const file = files[index];
      if (file) diagnostics = service.diagnose(file, settings, base);
    } catch (error) {
      log(error instanceof Error ? error.message : String(error));
    }
    return { index, diagnostics, failures };
  });
}

/**
 * Diagnoses a share in this thread, or in two where that pays.
 * @param program the file that runs in the other thread (it calls {@link answerAsWorker}); none: everything runs here
 */
export async function diagnoseSpread(
  share: Share,
  program: string | null,
  make: typeof createLanguageService,
): Promise<readonly Found[]> {
  const length = share.wanted.reduce((sum, { index }) => sum + (share.files[index]?.text.length ?? 0), 0);
  if (program === null || length < LEAST_TEXT || availableParallelism() < 2) return diagnoseShare(share, make);
  const [here, there] = halves(share);
  const other = inWorker({ ...share, wanted: there }, program);
  const own = diagnoseShare({ ...share, wanted: here }, make);
  // a thread that cannot be had is no reason to say nothing
  const rest = await other.catch(() => diagnoseShare({ ...share, wanted: there }, make));
  return [...own, ...rest];
}

/** Two parts of about the same length, ours the longer: the thread must start first. */
function halves({ files, wanted }: Share): readonly [Share['wanted'], Share['wanted']] {
  const length = (index: number) => files[index]?.text.length ?? 0;
  const parts: [{ index: number; settings: ServiceSettings }[], { index: number; settings: ServiceSettings }[]] = [
    [],
    [],
  ];
  const sums: [number, number] = [0, 0];
  for (const each of [...wanted].sort((a, b) => length(b.index) - length(a.index))) {
    const side = sums[0] <= sums[1] ? 0 : 1;
    parts[side].push(each);
    sums[side] += length(each.index);
  }
  return parts;
}

function inWorker(share: Share, program: string): Promise<readonly Found[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { workerData: { share }, stderr: false });
    worker.once('message', (found: readonly Found[]) => resolve(found));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}`)));
  });
}

/** In a thread of {@link diagnoseSpread}: does its share and says so. @returns whether this is one */
export function answerAsWorker(): boolean {
  if (isMainThread) return false;
  const { share } = workerData as { readonly share: Share };
  parentPort?.postMessage(diagnoseShare(share));
  return true;
}
