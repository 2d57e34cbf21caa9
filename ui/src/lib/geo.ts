// Incidents on the map: grouped by place, drawn as circles of their precision.

import type { Feature, FeatureCollection, Point, Polygon } from 'geojson'

import { located, type IncidentHit, type Precision } from './record'

/** Radius in kilometres within which a place of each grade may lie: a drawing of
 * uncertainty, from the usual size of such areas, not a measured bound. */
export const radiusKm: Record<Exclude<Precision, 'unknown'>, number> = {
  place: 4,
  near: 15,
  admin2: 30,
  admin1: 75,
  region: 150,
  country: 300,
}

/** Radius in pixels of the ring that stands for the circle where that is too small to see. */
const ringPx: Record<Exclude<Precision, 'unknown'>, number> = { place: 4, near: 5, admin2: 6, admin1: 8, region: 10, country: 13 }

export interface Spot {
  key: string
  lon: number
  lat: number
  precision: Exclude<Precision, 'unknown'>
  name: string
  hits: IncidentHit[]
}

/** Parts incidents into those with a spot on the map and those without. */
export function spotsOf(hits: IncidentHit[]): { spots: Spot[]; nowhere: IncidentHit[] } {
  const spots = new Map<string, Spot>()
  const nowhere: IncidentHit[] = []
  for (const hit of hits) {
    const place = hit.incident.place
    if (!located(place)) {
      nowhere.push(hit)
      continue
    }
    const { lon, lat, name } = place
    const precision = place.precision as Spot['precision']
    const key = `${lon} ${lat} ${precision}`
    const spot = spots.get(key) ?? { key, lon, lat, precision, name, hits: [] }
    spot.hits.push(hit)
    spots.set(key, spot)
  }
  return { spots: [...spots.values()], nowhere }
}

const earthKm = 6371.0088
const rad = Math.PI / 180

/** The circle of a radius around a point on the sphere, as a closed ring. */
export function circle(lon: number, lat: number, km: number, corners = 64): [number, number][] {
  const angle = km / earthKm
  const ring: [number, number][] = []
  for (let i = 0; i <= corners; i++) {
    const bearing = (2 * Math.PI * (i % corners)) / corners
    const y = Math.asin(Math.sin(lat * rad) * Math.cos(angle) + Math.cos(lat * rad) * Math.sin(angle) * Math.cos(bearing))
    const x = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(lat * rad),
      Math.cos(angle) - Math.sin(lat * rad) * Math.sin(y),
    )
    ring.push([lon + x / rad, y / rad])
  }
  return ring
}

const properties = (s: Spot) => ({
  key: s.key,
  exact: s.precision === 'place' || s.precision === 'near',
  ring: ringPx[s.precision] + Math.min(6, Math.log2(s.hits.length) * 1.5),
})

export function circlesOf(spots: Spot[]): FeatureCollection<Polygon> {
  return {
    type: 'FeatureCollection',
    features: spots.map((s): Feature<Polygon> => ({
      type: 'Feature',
      properties: properties(s),
      geometry: { type: 'Polygon', coordinates: [circle(s.lon, s.lat, radiusKm[s.precision] ?? radiusKm.country)] },
    })),
  }
}

export function pointsOf(spots: Spot[]): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: spots.map((s): Feature<Point> => ({
      type: 'Feature',
      properties: properties(s),
      geometry: { type: 'Point', coordinates: [s.lon, s.lat] },
    })),
  }
}
