// Shapes that cross the antimeridian jump from 180 to -180, and a flat map then
// draws them across the whole world. Here they go on past 180 instead.

import type { Position } from 'geojson'

/** Lets a line go on past 180 degrees, starting where it starts. */
export function unwrapLine(line: Position[]): Position[] {
  let turn = 0
  let before: number | undefined
  return line.map(([lon = 0, lat = 0]) => {
    if (before !== undefined && lon - before > 180) turn -= 360
    if (before !== undefined && lon - before < -180) turn += 360
    before = lon
    return [lon + turn, lat]
  })
}

/** Unwraps a polygon; a ring around a pole is closed along the pole. */
export function unwrapPolygon(rings: Position[][]): Position[][] {
  const outer = unwrapRing(rings[0] ?? [])
  const west = Math.min(...outer.map(([lon = 0]) => lon))
  const holes = rings.slice(1).map((ring) => {
    const hole = unwrapRing(ring)
    const turn = hole.some(([lon = 0]) => lon < west) ? 360 : 0
    return hole.map(([lon = 0, lat = 0]) => [lon + turn, lat])
  })
  return [outer, ...holes]
}

function unwrapRing(ring: Position[]): Position[] {
  const line = unwrapLine(ring)
  const [first = 0, lat = 0] = line[0] ?? []
  const [last = 0] = line.at(-1) ?? []
  if (Math.abs(last - first) < 180) return line
  const pole = lat < 0 ? -90 : 90
  return [...line, [last, pole], [first, pole], [first, lat]]
}
