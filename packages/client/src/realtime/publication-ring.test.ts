import { expect, it } from 'vitest'
import { PublicationRing, ringSize } from './publication-ring.ts'

function ringOf(first: number, last: number): PublicationRing {
  const ring = new PublicationRing()
  for (let offset = first; offset <= last; offset += 1) ring.push({ offset, data: null })
  return ring
}

it('gives what came after an offset, and nothing where that is not all there was', () => {
  const ring = ringOf(3, 5)
  expect(ring.between(2, 5)?.map(({ offset }) => offset)).toEqual([3, 4, 5])
  expect(ring.between(5, 5)).toEqual([])
  expect(ring.between(9, 5)).toEqual([])
  expect(ring.between(1, 5)).toBeNull()
  ring.clear()
  expect(ring.between(4, 5)).toBeNull()
})

it('forgets the oldest when it is full', () => {
  const ring = ringOf(1, ringSize + 1)
  expect(ring.between(0, ringSize + 1)).toBeNull()
  expect(ring.between(1, ringSize + 1)).toHaveLength(ringSize)
})
