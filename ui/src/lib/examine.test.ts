import { describe, expect, it } from 'vitest'

import { around, citation } from './examine'

describe('the box around a point', () => {
  it('is wider in degrees where meridians meet, and goes round the globe', () => {
    expect(around(0, 0)).toBe('-0.45,-0.45,0.45,0.45')
    expect(around(60, 10)).toBe('9.10,59.55,10.90,60.45')
    expect(around(0, 179.8)).toBe('179.35,-0.45,-179.75,0.45')
    expect(around(90, 0).split(',')[3]).toBe('90.00')
  })
})

describe('a citation', () => {
  it('names what was kept, when, and the hash', () => {
    const kept = { name: 'week', at: '2024-01-09T10:00:00Z', query: '', hash: 'ab', incidents: 1 }
    expect(citation(kept)).toBe('“week”, 1 incident, Tocsin, 2024-01-09 10:00 UTC, sha256 ab')
    expect(citation({ ...kept, author: 'ana', incidents: 2 })).toContain('ana: “week”, 2 incidents')
  })
})
