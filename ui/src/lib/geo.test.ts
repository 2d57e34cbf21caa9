import { expect, it } from 'vitest'

import { circle, circlesOf, spotsOf } from './geo'
import type { IncidentHit, Place } from './record'

const hit = (place: Partial<Place> | null): IncidentHit => ({
  article: 'a', title: '', incident: { place } as IncidentHit['incident'],
})

it('never puts an unresolved place on the map', () => {
  const { spots, nowhere } = spotsOf([
    hit(null),
    hit({ name: 'Qasr', precision: 'unknown', lat: 35, lon: 38 }),
    hit({ name: 'Qasr', precision: 'place' }),
    hit({ name: 'Homs', precision: 'place', lat: 34.7, lon: 36.7 }),
  ])
  expect(nowhere).toHaveLength(3)
  expect(spots.map((s) => s.name)).toEqual(['Homs'])
})

it('draws incidents at one place as one spot, and grades apart', () => {
  const at = { lat: 34.7, lon: 36.7 }
  const { spots } = spotsOf([
    hit({ name: 'Homs', precision: 'place', ...at }),
    hit({ name: 'Homs', precision: 'place', ...at }),
    hit({ name: 'Homs', precision: 'admin1', ...at }),
  ])
  expect(spots.map((s) => [s.precision, s.hits.length])).toEqual([['place', 2], ['admin1', 1]])
})

it('draws circles of the radius of their grade', () => {
  for (const [lon, lat] of [[0, 0], [44, 33], [179.9, -17], [10, 70]] as const) {
    for (const [x, y] of circle(lon, lat, 75)) {
      const rad = Math.PI / 180
      const half = Math.sin(((y - lat) * rad) / 2) ** 2
        + Math.cos(lat * rad) * Math.cos(y * rad) * Math.sin(((x - lon) * rad) / 2) ** 2
      expect(2 * 6371.0088 * Math.asin(Math.sqrt(half))).toBeCloseTo(75, 6)
    }
  }
  const ring = circlesOf(spotsOf([hit({ precision: 'place', lat: 1, lon: 2 })]).spots).features[0]?.geometry.coordinates[0]
  expect(ring?.[0]).toEqual(ring?.at(-1))
})
