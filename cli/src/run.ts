import { EFFECTIVE_HELP, effective } from './commands/effective';
import { LINT_HELP, lint } from './commands/lint';
import { SIMULATE_HELP, simulate } from './commands/simulate';
import { type Environment, internalError, UsageError } from './environment';
import { PRODUCT_VERSION } from './product';

const HELP = `rollout-lens: what the API server and the controllers make of DaemonSets and StatefulSets

Usage: rollout-lens lint [options] PATH|-...
       rollout-lens simulate [options] NEW.yaml
       rollout-lens simulate --scenario FILE
       rollout-lens effective [options] PATH|-...
       rollout-lens --help | --version

${LINT_HELP}
${SIMULATE_HELP}
${EFFECTIVE_HELP}`;

/**
 * Runs one command line.
 * @param args without the program's own name
 * @returns the exit code: 2 for wrong arguments or a path that cannot be read, 1 for a failure of our own, else the command's
 */
export async function run(args: readonly string[], environment: Environment): Promise<number> {
  const [command, ...rest] = args;
  try {
    switch (command) {
      case 'lint':
        return await lint(rest, environment);
      case 'simulate':
        return await simulate(rest, environment);
      case 'effective':
        return await effective(rest, environment);
      case '--version':
        environment.out(`${PRODUCT_VERSION}\n`);
        return 0;
      case '--help':
      case '-h':
      case 'help':
        environment.out(HELP);
        return 0;
      case undefined:
        throw new UsageError('name a command: lint, simulate or effective (--help says more)');
      default:
        throw new UsageError(`unknown command ${command}: lint, simulate or effective (--help says more)`);
    }
  } catch (error) {
    if (error instanceof UsageError) {
      environment.err(`rollout-lens: ${error.message}\n`);
      return 2;
    }
    environment.err(internalError(command ?? '', error));
    return 1;
  }
}
