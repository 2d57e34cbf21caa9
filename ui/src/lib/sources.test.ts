import { describe, expect, it } from 'vitest'

import { standing, type Source } from './sources'

const source: Source = {
  id: 'wire', name: 'Wire', kind: 'feed', at: 'https://example.org/feed', ownership: 'state', reliability: 'B', marking: 'clear',
  every: '30m0s', paused: false, failures: 0, waiting: 0, taken: 7, given_up: 0,
}

describe('how a source stands', () => {
  const cases: [Partial<Source>, string][] = [
    [{}, 'Not looked at yet'],
    [{ checked: '2024-01-05T12:00:00Z' }, 'Good'],
    [{ checked: '2024-01-05T12:00:00Z', note: '2 items named twice' }, 'Good, but: 2 items named twice'],
    [{ error: 'answers 404 Not Found', failures: 1 }, 'Failed once: answers 404 Not Found'],
    [{ error: 'answers 404 Not Found', failures: 3 }, 'Failed 3 times: answers 404 Not Found'],
    [{ error: 'answers 404 Not Found', failures: 3, paused: true }, 'Paused'],
  ]
  it.each(cases)('%o is %s', (change, said) => expect(standing({ ...source, ...change })).toBe(said))
})
