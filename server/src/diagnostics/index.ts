/** Rules over judged objects: what the API server refuses, in a person's words, and what it does not see. */

export { MANIFEST, quoted } from './knowledge/recipes/index';
export { fill, messageOf, sentence } from './message';
export { clusterNodeOf, nodesIn } from './nodes';
export { firstLine, placeOf } from './place';
export * from './read';
export { isIndexed, isKnownResource } from './resourceKinds';
export { createResourceIndex, isFresh, type ResourceIndex, type Trail } from './resources';
export * from './rule';
export { type RuleRegistry, ruleRegistry } from './ruleRegistry';
export { fieldOf, type Raised, raiseInspections, raiseProblems, raiseVerdicts } from './run';
