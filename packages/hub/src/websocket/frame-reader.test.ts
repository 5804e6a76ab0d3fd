import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientFrame, opcode } from '../../test/support/raw-client.ts'
import { FrameReader } from './frame-reader.ts'

/** Reads the bytes in pieces that end at these places, and answers what came out, in order. */
function read(bytes: Buffer, cuts: number[] = [], maxMessageBytes = 64 * 1024): string[] {
  const read: string[] = []
  const reader = new FrameReader(maxMessageBytes, {
    onText: (message) => read.push(`text ${message}`),
    onBinary: () => read.push('binary'),
    onPing: (payload) => read.push(`ping ${payload.toString()}`),
    onClose: (code) => read.push(`close ${code}`),
    onFault: (code) => read.push(`fault ${code}`),
  })
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length]
  for (const [index, place] of places.slice(1).entries()) {
    // A copy, because the reader unmasks in place.
    reader.push(Buffer.from(bytes.subarray(places[index], place)))
  }
  return read
}

/** A message in fragments of these texts, with a ping before each but the first. */
function fragmented(texts: string[]): Buffer[] {
  return texts.flatMap((text, index) => [
    ...(index === 0 ? [] : [clientFrame(opcode.ping, String(index))]),
    clientFrame(index === 0 ? opcode.text : opcode.continuation, text, { fin: index === texts.length - 1 }),
  ])
}

describe('FrameReader', () => {
  it('[F1] gives the same messages however they are fragmented and cut', () => {
    const messages = fc.array(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 300 }), { minLength: 1, maxLength: 4 }),
    )
    fc.assert(
      fc.property(messages, fc.array(fc.nat()), (messages, cuts) => {
        const expected = messages.flatMap((texts) => [
          ...texts.slice(1).map((_, index) => `ping ${index + 1}`),
          `text ${texts.join('')}`,
        ])
        expect(read(Buffer.concat(messages.flatMap(fragmented)), cuts)).toEqual(expected)
      }),
      { seed: 42 },
    )
  })

  it.each([0, 1, 125, 126, 65_535, 65_536])('reads %i bytes, byte by byte at the beginning', (length) => {
    const text = 'x'.repeat(length)
    const cuts = Array.from({ length: 16 }, (_, index) => index)
    expect(read(clientFrame(opcode.text, text), cuts)).toEqual([`text ${text}`])
  })

  it('[L1] refuses a message as soon as its length is known', () => {
    expect(read(clientFrame(opcode.text, 'x'.repeat(11)).subarray(0, 6), [], 10)).toEqual(['fault 1009'])
    const [first = Buffer.alloc(0), ping = first, last = first] = fragmented(['x'.repeat(6), 'x'.repeat(5)])
    expect(read(Buffer.concat([first, ping, last.subarray(0, 6)]), [], 10)).toEqual(['ping 1', 'fault 1009'])
  })

  it.each([1_000, 1_003, 1_007, 1_014, 3_000, 4_999])('[L3] takes %i as a close code', (code) => {
    expect(read(clientFrame(opcode.close, goodbye(code)))).toEqual([`close ${code}`])
  })

  it.each([0, 999, 1_004, 1_005, 1_006, 1_015, 2_999, 5_000])('[L3] refuses %i as a close code', (code) => {
    expect(read(clientFrame(opcode.close, goodbye(code)))).toEqual(['fault 1002'])
  })

  it('reads nothing after a goodbye or a fault', () => {
    const text = clientFrame(opcode.text, 'x')
    expect(read(Buffer.concat([clientFrame(opcode.close, ''), text]))).toEqual(['close 1005'])
    expect(read(Buffer.concat([clientFrame(3, ''), text]))).toEqual(['fault 1002'])
  })
})

function goodbye(code: number): Buffer {
  const payload = Buffer.alloc(2)
  payload.writeUInt16BE(code)
  return payload
}
