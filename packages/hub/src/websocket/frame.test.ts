import { describe, expect, it } from 'vitest'
import { frameClose, framePong, frameText } from './frame.ts'

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

describe('control frames', () => {
  it('carry code and reason, or nothing', () => {
    expect(frameClose(3001, 'shutdown')).toEqual(Buffer.from('\x88\x0a\x0b\xb9shutdown', 'latin1'))
    expect(frameClose(null)).toEqual(Buffer.from([0x88, 0]))
  })

  it('answer a ping with what it carried, and hold no more than they may', () => {
    expect(framePong(Buffer.from('p'))).toEqual(Buffer.from([0x8a, 1, 0x70]))
    expect(() => frameClose(1000, 'x'.repeat(124))).toThrow(RangeError)
  })
})
