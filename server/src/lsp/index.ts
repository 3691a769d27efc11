/** The LSP adapter: one server for Node and for a web worker. */
export type { Runtime } from './runtime';
export { startServer } from './server';
