/** The simulator: pure, deterministic, plain JSON in and out. */
export * from './release';
export * from './scenario';
export * from './trace';
export * from './workload';
