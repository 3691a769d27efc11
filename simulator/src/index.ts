/** The simulator: pure, deterministic, plain JSON in and out. */
export { accountOf } from './account/index';
export * from './account/remedies';
export * from './change';
export * from './defaults';
export * from './gates';
export { matchesNodeTerms } from './placement/selectors';
export { daemonTolerations, tolerates } from './placement/taints';
export * from './reasons';
export * from './release';
export * from './scenario';
export * from './simulation';
export * from './timeline';
export * from './trace';
export * from './words/durations';
export * from './words/events';
export * from './words/index';
export * from './words/tell';
export * from './workload';
