import { UsageError } from './environment';

/**
 * Runs `parseArgs` of `node:util` and turns what it throws for wrong arguments into a {@link UsageError}.
 */
export function parsedOrUsage<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code.startsWith('ERR_PARSE_ARGS')) throw new UsageError(error instanceof Error ? error.message : String(error));
    throw error;
  }
}
