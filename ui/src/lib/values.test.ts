import { describe, expect, it } from 'vitest'

import type { CodedRecord } from './record'
import { marksOf, paragraphsOf, valuesOf } from './values'

const whole = 'Blast — İzmir\nA bomb killed 12 people.\n\nThe PKK denied it.'
const bytes = (s: string) => new TextEncoder().encode(s).length
const cite = (quote: string) => {
  const start = bytes(whole.slice(0, whole.indexOf(quote)))
  return { quote, span: { start, end: start + bytes(quote) }, score: 1 }
}
const record: CodedRecord = {
  id: 'x',
  producers: [],
  assertions: [],
  incidents: [
    {
      id: 'i1', kind: 'bombing', stage: 'accomplished', salience: 'main', aggregate: false, suicide: false, score: 1,
      anchor: cite('A bomb killed 12 people'),
      place: { ...cite('İzmir'), name: 'İzmir', precision: 'place' },
      tolls: [{ ...cite('killed 12 people'), what: 'killed', low: 12, high: 12, whom: 'all', by: 'article' }],
      weapons: [{ ...cite('A bomb'), kind: 'explosives' }],
      perpetrators: [{ ...cite('The PKK denied it'), actor: 'PKK', stance: 'denied', by: 'self' }],
    },
  ],
}

describe('a record’s values', () => {
  const values = valuesOf({ whole, record })

  it('each stand at their words', () => {
    expect(values.map((v) => v.id)).toEqual(['i1.act', 'i1.place', 'i1.actor0', 'i1.toll0', 'i1.weapon0'])
    for (const v of values) expect(v.span && whole.slice(v.span.start, v.span.end)).toBe(v.quote)
  })

  it('are not shown at words that are others', () => {
    const wrong = structuredClone(record)
    if (wrong.incidents?.[0]) wrong.incidents[0].anchor.span.start += 1
    expect(valuesOf({ whole, record: wrong })[0]?.span).toBeNull()
  })

  it('have underlines that do not collide', () => {
    const marks = marksOf(values)
    for (const a of marks) {
      for (const b of marks) {
        if (a !== b && a.lane === b.lane) expect(a.end <= b.start || b.end <= a.start).toBe(true)
      }
    }
  })

  it('share a mark where they share role and words', () => {
    const twice = values.concat(values.slice(0, 1).map((v) => ({ ...v, id: 'i2.act' })))
    expect(marksOf(twice).find((m) => m.role === 'act')?.values).toEqual(['i1.act', 'i2.act'])
  })
})

describe('a text', () => {
  const paragraphs = paragraphsOf(whole, 'Blast — İzmir'.length, marksOf(valuesOf({ whole, record })))

  it('is shown wholly and once', () => {
    expect(paragraphs.map((p) => p.segments.map((s) => s.text).join(''))).toEqual(
      whole.split('\n').filter((line) => line),
    )
    expect(paragraphs.map((p) => p.title)).toEqual([true, false, false])
  })

  it('is cut where marks begin and end', () => {
    const second = paragraphs[1]?.segments.map((s) => [s.text, s.marks.map((m) => m.role).sort()])
    expect(second).toEqual([
      ['A bomb', ['act', 'weapon']],
      [' ', ['act']],
      ['killed 12 people', ['act', 'toll']],
      ['.', []],
    ])
  })
})
