// The base map: countries of Natural Earth from the bundle, no tile server.

import type { Feature, FeatureCollection, MultiPolygon } from 'geojson'
import type { GeoJSONSourceSpecification, StyleSpecification } from 'maplibre-gl'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import atlas from 'world-atlas/countries-50m.json?url'

import { circlesOf, pointsOf, type Spot } from './geo'
import { unwrapLine, unwrapPolygon } from './unwrap'

export interface Base {
  land: GeoJSONSourceSpecification['data']
  borders: GeoJSONSourceSpecification['data']
}

/** Loads and unpacks the countries. */
export async function loadBase(): Promise<Base> {
  const response = await fetch(atlas)
  if (!response.ok) throw new Error(`the base map could not be loaded (status ${response.status})`)
  const world = (await response.json()) as Topology<{ countries: GeometryCollection; land: GeometryCollection }>
  const land = feature(world, world.objects.land) as FeatureCollection<MultiPolygon>
  const borders = mesh(world, world.objects.countries, (a, b) => a !== b)
  return {
    land: { ...land, features: land.features.map(unwrapFeature) },
    borders: { type: 'Feature', properties: {}, geometry: { ...borders, coordinates: borders.coordinates.map(unwrapLine) } },
  }
}

const unwrapFeature = (f: Feature<MultiPolygon>): Feature<MultiPolygon> => ({
  ...f,
  geometry: { ...f.geometry, coordinates: f.geometry.coordinates.map(unwrapPolygon) },
})

/** A colour of the page's style, as the map needs it. */
export function colour(name: string): string {
  const probe = document.createElement('i')
  probe.style.color = `var(--${name})`
  document.body.append(probe)
  const value = getComputedStyle(probe).color
  probe.remove()
  return value
}

/** The whole map as a style: base, circles of precision, rings for the small ones. */
export function styleOf(base: Base, spots: Spot[]): StyleSpecification {
  const place = colour('place')
  const accent = colour('ink')
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: base.land, attribution: 'Natural Earth' },
      borders: { type: 'geojson', data: base.borders },
      circles: { type: 'geojson', data: circlesOf(spots) },
      points: { type: 'geojson', data: pointsOf(spots) },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colour('sea') } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colour('land') } },
      { id: 'coast', type: 'line', source: 'land', paint: { 'line-color': colour('edge'), 'line-width': 0.7 } },
      { id: 'borders', type: 'line', source: 'borders', paint: { 'line-color': colour('border'), 'line-width': 0.7 } },
      { id: 'circles', type: 'fill', source: 'circles', minzoom: 3, paint: { 'fill-color': place, 'fill-opacity': 0.14 } },
      { id: 'edges', type: 'line', source: 'circles', minzoom: 3, paint: { 'line-color': place, 'line-width': 1, 'line-dasharray': [3, 2] } },
      {
        id: 'rings', type: 'circle', source: 'points',
        filter: ['!', ['get', 'exact']], maxzoom: 6,
        paint: {
          'circle-radius': ['get', 'ring'], 'circle-color': place, 'circle-opacity': 0.14,
          'circle-stroke-color': place, 'circle-stroke-width': 1.2,
        },
      },
      {
        id: 'dots', type: 'circle', source: 'points', filter: ['get', 'exact'],
        paint: {
          'circle-radius': ['get', 'ring'], 'circle-color': place, 'circle-opacity': 0.75,
          'circle-stroke-color': colour('sheet'), 'circle-stroke-width': 1,
        },
      },
      {
        id: 'lit', type: 'circle', source: 'points', filter: ['==', ['get', 'key'], ''],
        paint: {
          'circle-radius': ['+', ['get', 'ring'], 4], 'circle-opacity': 0,
          'circle-stroke-color': accent, 'circle-stroke-width': 2.5,
        },
      },
    ],
  }
}
