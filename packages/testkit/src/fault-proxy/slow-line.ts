/**
 * A line that carries so many bytes a second to the client, all connections together, a packet of each in turn: what a
 * train or a hotel gives. Nothing is lost; it only takes its time.
 */
import { Transform } from 'node:stream'
import type { After, Fault } from './fault.ts'

/** As much as one packet carries. */
const packetBytes = 1_400

/** One line; the fault keeps its queue, so each use of it is a line of its own. */
export function slowLine(bytesPerSecond: number): Fault {
  const waiting: { bytes: number; carried: () => void }[] = []
  let isBusy = false
  const carryNext = (after: After) => {
    const next = waiting.shift()
    isBusy = next !== undefined
    if (!next) return
    after((1000 * next.bytes) / bytesPerSecond, () => {
      next.carried()
      carryNext(after)
    })
  }
  const carry = (after: After) =>
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        const packetAt = (start: number) => {
          const packet = chunk.subarray(start, start + packetBytes)
          waiting.push({
            bytes: packet.length,
            carried: () => {
              this.push(packet)
              if (start + packetBytes < chunk.length) packetAt(start + packetBytes)
              else done()
            },
          })
          if (!isBusy) carryNext(after)
        }
        packetAt(0)
      },
    })
  return {
    carryAnswer: ({ after }) => carry(after),
    carryTunnel: ({ after }) => ({ toClient: carry(after) }),
  }
}
