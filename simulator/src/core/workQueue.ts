/**
 * The controllers' work queue with its one key. client-go util/workqueue (1.37.2): an addition while the key waits is
 * dropped; there is one delayed addition per key, and the earliest request wins; failures back off exponentially.
 */
import { LATENCY, plan, type World } from './world';

/** Base and ceiling of the exponential failure rate limiter, in milliseconds. */
const BASE_DELAY = 5;
const MAX_DELAY = 1_000_000;

/** Add: the key is worked on as soon as a worker sees it. */
export function enqueue(world: World): void {
  const { queue } = world.state;
  if (queue.queued) return;
  queue.queued = true;
  plan(world.state, LATENCY.sync, 'sync', 0);
}

/** AddAfter. @param delay milliseconds */
export function enqueueAfter(world: World, delay: number): void {
  if (delay <= 0) {
    enqueue(world);
    return;
  }
  const { state } = world;
  const at = state.now + Math.round(delay);
  if (state.queue.delayedUntil >= 0 && state.queue.delayedUntil <= at) return;
  state.queue.delayedUntil = at;
  plan(state, at - state.now, 'wake', 0, at);
}

/** AddRateLimited: 5 ms, doubled with every failure in a row, at most 1000 s. */
export function enqueueRateLimited(world: World): void {
  const { queue } = world.state;
  const delay = Math.min(MAX_DELAY, BASE_DELAY * 2 ** Math.min(queue.failures, 30));
  queue.failures++;
  enqueueAfter(world, delay);
}

/** Forget: the key was worked on without an error. */
export function forget(world: World): void {
  world.state.queue.failures = 0;
}

/** A delayed addition is due, unless an earlier one took its place. */
export function wake(world: World, at: number): void {
  const { queue } = world.state;
  if (queue.delayedUntil !== at) return;
  queue.delayedUntil = -1;
  enqueue(world);
}
