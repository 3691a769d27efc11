/** Doing things later, and not too often. */

export interface Delayed {
  (): void;
  cancel(): void;
}

/** Calls `work` once the calls have been silent for `delay` milliseconds. */
export function debounce(work: () => void, delay: number): Delayed {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const call = () => {
    clearTimeout(timer);
    timer = setTimeout(work, delay);
  };
  return Object.assign(call, { cancel: () => clearTimeout(timer) });
}

/**
 * Runs an asynchronous piece of work so that there is one at a time and the newest state always gets its turn: a call
 * while it runs makes it run once more afterwards, however many calls there were.
 * @param onError told of a run that failed; the next call runs again
 */
export function oneAtATime(work: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let running = false;
  let again = false;
  const run = async () => {
    running = true;
    do {
      again = false;
      await work().catch(onError);
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void run();
  };
}

/** Resolves with the work, or after `limit` milliseconds without it; rejects as the work does. */
export async function withinTime(work: Promise<void>, limit: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limit);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
