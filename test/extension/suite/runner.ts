/**
 * A runner small enough for every host: the suite runs in the extension host, where that is a process as well as where
 * it is a web worker, and there no test runner feels at home.
 */

interface Test {
  readonly name: string;
  readonly body: () => Promise<void>;
  readonly timeoutSeconds: number;
  /** why it cannot run here; null: it can */
  readonly skip: string | null;
}

const tests: Test[] = [];

/** Adds a test. They run one after another, in the order in which they were added. */
export function test(
  name: string,
  body: () => Promise<void>,
  { timeoutSeconds = 30, skip = null }: { readonly timeoutSeconds?: number; readonly skip?: string | null } = {},
): void {
  tests.push({ name, body, timeoutSeconds, skip });
}

/**
 * Runs every test and logs how it went; the last line counts them.
 * @throws {Error} when one failed, or none ran
 */
export async function runTests(): Promise<void> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, body, timeoutSeconds, skip } of tests) {
    if (skip !== null) {
      counts.skipped += 1;
      console.log(`  - ${name} (${skip})`);
      continue;
    }
    const start = Date.now();
    const problem = await withTimeout(body, timeoutSeconds);
    if (problem === null) {
      counts.passed += 1;
      console.log(`  ✓ ${name} (${Date.now() - start} ms)`);
    } else {
      counts.failed += 1;
      console.log(`  ✗ ${name}\n${problem.replaceAll(/^/gm, '      ')}`);
    }
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  if (counts.failed > 0) throw new Error(`${counts.failed} of ${tests.length} tests failed`);
  if (counts.passed === 0) throw new Error('no test ran');
}

/** @returns what went wrong; null when nothing did */
async function withTimeout(body: () => Promise<void>, seconds: number): Promise<string | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`not over after ${seconds} s`), seconds * 1000);
  });
  const work = body().then(
    () => null,
    (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  const outcome = await Promise.race([work, late]);
  clearTimeout(timer);
  return outcome;
}

/** A failed comparison, with both sides. */
function fail(what: string, actual: unknown, expected: unknown): never {
  throw new Error(`${what}\n  expected: ${show(expected)}\n  actual:   ${show(actual)}`);
}

function show(value: unknown): string {
  return value instanceof RegExp ? String(value) : (JSON.stringify(value) ?? String(value));
}

export function equal(actual: unknown, expected: unknown, what: string): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) fail(what, actual, expected);
}

export function matches(actual: string, expected: RegExp, what: string): void {
  if (!expected.test(actual)) fail(what, actual, expected);
}

/** The value, which must be there. */
export function given<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`${what}: there is none`);
  return value;
}

/**
 * Asks again and again until there is an answer.
 * @param probe gives undefined for as long as there is none
 * @throws {Error} after `seconds`, with what `describe` says of the state then
 */
export async function until<T>(
  what: string,
  probe: () => T | undefined | Promise<T | undefined>,
  { seconds = 15, describe = () => '' }: { readonly seconds?: number; readonly describe?: () => string } = {},
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain for ${what}\n${describe()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
