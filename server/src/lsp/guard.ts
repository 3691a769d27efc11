/** One runner around every request: cancellation, log, fallback. A failure never reaches the client as a crash. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

export type Guard = <T>(
  name: string,
  token: CancellationToken | null,
  fallback: T,
  run: () => T | Promise<T>,
) => Promise<T>;

/** @param log gets one message for each failure */
export function createGuard(log: (message: string) => void): Guard {
  return async (name, token, fallback, run) => {
    if (token?.isCancellationRequested) throw cancelled();
    try {
      const answer = await run();
      if (token?.isCancellationRequested) throw cancelled();
      return answer;
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      log(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return fallback;
    }
  };
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'Request cancelled');
}
