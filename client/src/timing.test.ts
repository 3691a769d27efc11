import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { debounce, oneAtATime, withinTime } from './timing';

describe('debounce', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('waits for silence', () => {
    const work = vi.fn();
    const call = debounce(work, 100);
    call();
    vi.advanceTimersByTime(90);
    call();
    vi.advanceTimersByTime(90);
    expect(work).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10);
    expect(work).toHaveBeenCalledOnce();
  });

  it('can be called off', () => {
    const work = vi.fn();
    const call = debounce(work, 100);
    call();
    call.cancel();
    vi.advanceTimersByTime(200);
    expect(work).not.toHaveBeenCalled();
  });
});

describe('oneAtATime', () => {
  /** Work that ends when it is told to. */
  function manual() {
    const ends: ((error?: Error) => void)[] = [];
    const errors: unknown[] = [];
    const call = oneAtATime(
      () => new Promise((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve()))),
      (error) => errors.push(error),
    );
    const settle = () => new Promise((resolve) => setTimeout(resolve));
    return { call, ends, errors, settle };
  }

  it('runs at once, and once more however often it is called meanwhile', async () => {
    const { call, ends, settle } = manual();
    call();
    call();
    call();
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await settle();
    expect(ends).toHaveLength(2);
    ends[1]?.();
    await settle();
    expect(ends).toHaveLength(2);
  });

  it('lives on after a failure', async () => {
    const { call, ends, errors, settle } = manual();
    call();
    ends[0]?.(new Error('down'));
    await settle();
    expect(errors).toEqual([new Error('down')]);
    call();
    expect(ends).toHaveLength(2);
  });
});

describe('withinTime', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('waits for the work, and no longer than it may', async () => {
    await withinTime(Promise.resolve(), 100);
    expect(vi.getTimerCount()).toBe(0);
    let over = false;
    const waiting = withinTime(new Promise(() => {}), 100).then(() => {
      over = true;
    });
    await vi.advanceTimersByTimeAsync(99);
    expect(over).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await waiting;
    expect(over).toBe(true);
  });

  it('fails as the work does', async () => {
    await expect(withinTime(Promise.reject(new Error('no git')), 100)).rejects.toThrow('no git');
  });
});
