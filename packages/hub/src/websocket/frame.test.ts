import { describe, expect, it } from 'vitest'
import { frameText } from './frame.ts'

/** Reads one frame as RFC 6455, section 5.2 lays it out. */
function read(frame: Buffer): { first: number; masked: boolean; lengthBytes: number; text: string } {
  const short = (frame[1] ?? 0) & 0x7f
  const lengthBytes = short < 126 ? 1 : short === 126 ? 3 : 9
  const length =
    short < 126 ? short : short === 126 ? frame.readUInt16BE(2) : Number(frame.readBigUInt64BE(2))
  const payload = frame.subarray(1 + lengthBytes)
  expect(payload).toHaveLength(length)
  return { first: frame[0] ?? 0, masked: (frame[1] ?? 0) > 0x7f, lengthBytes, text: payload.toString() }
}

describe('frameText', () => {
  it.each([
    [0, 1],
    [125, 1],
    [126, 3],
    [65_535, 3],
    [65_536, 9],
    [200_000, 9],
  ])('frames %i bytes with %i bytes of length', (length, lengthBytes) => {
    const text = 'x'.repeat(length)
    expect(read(frameText(text))).toEqual({ first: 0x81, masked: false, lengthBytes, text })
  })

  it('counts bytes, not characters', () => {
    const text = 'ü€😀'.repeat(20)
    expect(read(frameText(text)).text).toBe(text)
  })
})
