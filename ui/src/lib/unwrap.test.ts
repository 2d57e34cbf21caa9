import { expect, it } from 'vitest'

import { unwrapLine, unwrapPolygon } from './unwrap'

it('leaves alone what does not cross', () => {
  const square = [[[0, 0], [1, 0], [1, 1], [0, 0]]]
  expect(unwrapPolygon(square)).toEqual(square)
})

it('goes on past the antimeridian, both ways and back', () => {
  expect(unwrapLine([[179, 1], [-179, 2], [178, 3]])).toEqual([[179, 1], [181, 2], [178, 3]])
  expect(unwrapLine([[-179, 1], [179, 2]])).toEqual([[-179, 1], [-181, 2]])
})

it('closes a ring around a pole along the pole', () => {
  const [ring] = unwrapPolygon([[[-170, -70], [-60, -70], [60, -70], [170, -70], [-170, -70]]])
  expect(ring?.slice(-3)).toEqual([[190, -90], [-170, -90], [-170, -70]])
  expect(ring?.[4]).toEqual([190, -70])
})

it('keeps a hole within its ring', () => {
  const rings = unwrapPolygon([
    [[170, 0], [-170, 0], [-170, 9], [170, 9], [170, 0]],
    [[-175, 2], [-174, 2], [-174, 3], [-175, 2]],
  ])
  expect(rings[1]).toEqual([[185, 2], [186, 2], [186, 3], [185, 2]])
})
