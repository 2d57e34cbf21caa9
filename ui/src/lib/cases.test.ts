import { describe, expect, it } from 'vitest'

import { byActor, caseQuery, chartOf, ends, momentOf, toll, type AttributionEntry, type Step, type TollEntry } from './cases'

describe('a field', () => {
  it('is said as people say it', () => {
    expect(['94', '84/94/103', '12/12/', ''].map(toll)).toEqual(['94', '94 (84–103)', '12 or more', ''])
    expect(['2024-01-03', '2024-01-03/2024-01-05'].map(ends)).toEqual([['2024-01-03', '2024-01-03'], ['2024-01-03', '2024-01-05']])
  })
})

describe('an address', () => {
  it('keeps what the list knows, and the moment alone for an incident', () => {
    const query = new URLSearchParams('kind=bombing&kind=shelling&q=&as-of=2024-01-05&other=1')
    expect(caseQuery(query).toString()).toBe('kind=bombing&kind=shelling&as-of=2024-01-05')
    expect(momentOf(query)).toBe('?as-of=2024-01-05')
    expect(momentOf(new URLSearchParams())).toBe('')
  })
})

describe('a chart', () => {
  it('draws whole figures by their days, and the steps of the estimate', () => {
    const entry = (reported: string, low: number, more: Partial<TollEntry> = {}) =>
      ({ reported, low, high: low, what: 'killed', scope: 'cumulative', standing: 'best', ...more }) as TollEntry
    const step = (time: string, before: string, after: string) => ({ at: { time, clock: 'reported' }, changes: [{ what: 'killed', before, after }] }) as unknown as Step
    const { marks, best } = chartOf(
      [entry('2024-01-03', 73), entry('2024-01-04', 20, { scope: 'partial' }), entry('2024-01-04', 73, { standing: 'recalled' }), entry('2024-01-04', 5, { what: 'injured' })],
      [step('2024-01-03T00:00:00Z', '', '73'), step('2024-01-04T00:00:00Z', '73', '103 (84 to 103)')],
      'killed',
    )
    expect(marks.map((m) => m.low)).toEqual([73])
    expect(best.map((b) => b.n)).toEqual([73, 103])
    expect((best[1]?.day ?? 0) - (best[0]?.day ?? 0)).toBe(1)
  })
})

describe('attributions', () => {
  it('stand by actor, the unnamed last', () => {
    const entries = ['unknown', 'A', 'B', 'A'].map((actor) => ({ actor }) as AttributionEntry)
    expect(byActor(entries).map((c) => [c.actor, c.entries.length])).toEqual([['A', 2], ['B', 1], ['unknown', 1]])
  })
})
