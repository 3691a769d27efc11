import { describe, expect, it } from 'vitest';
import { answer, statefulSet } from '../../test/web/answers';
import { pictureWith } from '../../test/web/pictures';
import { initialSession, naturalSpeed, panelState, reduce, type Session } from './session';

const picture = pictureWith([
  { t: 0, type: 'pod-deletion-requested', object: 'web-1', row: 'web-1' },
  { t: 1, type: 'pod-gone', object: 'web-1', row: 'web-1' },
  { t: 1, type: 'pod-created', object: 'web-1', row: 'web-1' },
  { t: 6, type: 'pod-available', object: 'web-1', row: 'web-1' },
  { t: 6, type: 'pod-deletion-requested', object: 'web-0', row: 'web-0' },
]);
const start: Session = { ...initialSession(null), answer: answer(null, statefulSet('nginx:1')) };

describe('stepping', () => {
  it('goes from event to event, also at one moment, and back', () => {
    let session = start;
    const seen: (string | null)[] = [];
    for (let i = 0; i < 6; i++) {
      session = reduce(session, { type: 'step', by: 1, picture });
      seen.push(session.event);
    }
    expect(seen).toEqual([
      'pod-gone|web-1|1',
      'pod-created|web-1|1',
      'pod-available|web-1|1',
      'pod-deletion-requested|web-0|1',
      'pod-deletion-requested|web-0|1',
      'pod-deletion-requested|web-0|1',
    ]);
    session = reduce(session, { type: 'step', by: -1, picture });
    expect(session).toMatchObject({ event: 'pod-available|web-1|1', t: 6, row: 'web-1', playing: false });
  });
  it('starts from the playhead when nothing is selected', () => {
    expect(reduce({ ...start, t: 3 }, { type: 'step', by: 1, picture }).event).toBe('pod-available|web-1|1');
    expect(reduce({ ...start, t: 3 }, { type: 'step', by: -1, picture }).event).toBe('pod-created|web-1|1');
  });
  it('skips consequences when only decisions are shown', () => {
    const session = { ...start, t: 2, decisionsOnly: true };
    expect(reduce(session, { type: 'step', by: 1, picture }).event).toBe('pod-deletion-requested|web-0|1');
  });
  it('does nothing harmful without events', () => {
    expect(reduce(start, { type: 'step', by: 1, picture: pictureWith([]) })).toMatchObject({ t: 0, event: null });
  });
});

describe('playing', () => {
  it('stops at the end, and begins again from there', () => {
    const end = reduce({ ...start, t: 5.9, playing: true }, { type: 'tick', seconds: 0.5, picture });
    expect(end).toMatchObject({ t: 6, playing: false });
    expect(reduce(end, { type: 'play', picture })).toMatchObject({ t: 0, playing: true });
  });
  it('stands still once paused, though a frame arrives that was asked for before', () => {
    const paused = reduce({ ...start, t: 3, playing: true }, { type: 'pause' });
    expect(reduce(paused, { type: 'tick', seconds: 0.1, picture })).toBe(paused);
  });
  it('takes about ten seconds for any length', () => {
    for (const seconds of [3, 20, 90, 700, 36_000]) expect(seconds / naturalSpeed(seconds)).toBeLessThanOrEqual(12);
  });
});

describe('a new picture', () => {
  it('keeps playhead, row and event that pictureWith exist', () => {
    const session = { ...start, t: 4, row: 'web-0', event: 'pod-gone|web-1|1' };
    expect(reduce(session, { type: 'picture', picture })).toEqual(session);
  });
  it('lets go of what does not', () => {
    const session = { ...start, t: 400, row: 'web-7', event: 'pod-gone|web-7|1' };
    expect(reduce(session, { type: 'picture', picture })).toMatchObject({ t: 6, row: null, event: null });
  });
  it('keeps the playhead for another text of the same workload, not for another workload', () => {
    const session = { ...start, t: 4, row: 'web-0' };
    const message = (name: string) =>
      ({
        type: 'rollout',
        answer: answer(null, statefulSet('nginx:2', { name })),
        base: 'head',
        baseLabel: '',
      }) as const;
    expect(reduce(session, { type: 'message', message: message('web') })).toMatchObject({ t: 4, row: 'web-0' });
    expect(reduce(session, { type: 'message', message: message('db') })).toMatchObject({ t: 0, row: null });
  });
});

it('is the same after a reload', () => {
  const session: Session = {
    ...start,
    t: 4,
    speed: 5,
    row: 'web-0',
    event: 'pod-gone|web-1|1',
    whatIf: [{ kind: 'never-ready' }],
  };
  expect(initialSession(panelState(session))).toMatchObject({
    t: 4,
    speed: 5,
    row: 'web-0',
    event: 'pod-gone|web-1|1',
    whatIf: [{ kind: 'never-ready' }],
  });
  expect(panelState(initialSession(null))).toBeNull();
});
