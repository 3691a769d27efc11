/** What the API server does to a manifest, by release: decode, fill in, drop, validate, compare with what is stored. */
export * from './changes';
export { defaultPullPolicy, parseImageReference } from './imageReference';
export { isJudged, judge } from './judge';
export * from './judgement';
export { lower } from './lower';
export { objectsOf } from './objects';
export { parseQuantity } from './validation/quantity';
