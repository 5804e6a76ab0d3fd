import { describe, expect, it } from 'vitest'
import { probeOf, probeQuery } from './index.ts'

const id = 'kV3x-9d_Qm2LrT0aB7cE'

describe('probes', () => {
  it('are read from the address that they are written into', () => {
    for (const echo of [true, false]) {
      for (const compress of [true, false]) {
        const probe = { id, echo, compress }
        expect(probeOf(`/connection/websocket${probeQuery(probe)}`)).toEqual(probe)
      }
    }
  })

  it.each([
    undefined,
    '/x',
    '/x?a=b',
    '/x?probe=short',
    `/x?probe=${'a'.repeat(65)}`,
    '/x?probe=a b c d e f g h i',
  ])('%j asks for none', (url) => {
    expect(probeOf(url)).toBeNull()
  })
})
