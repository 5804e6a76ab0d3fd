/** What message servers say is cut at its frames, wherever the network cuts it. */
import { expect, it } from 'vitest'
import { FrameCutter, type MessageProtocol } from './message-frames.ts'

interface Said {
  protocol: MessageProtocol
  /** Frames in a row; those at even places are answers, the others messages. */
  frames: string[]
}

/** Type, length with itself, body. */
const ofPostgres = (type: string, body: string) => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(4 + body.length)
  return `${type}${length.toString('latin1')}${body}`
}

const said: Said[] = [
  {
    protocol: 'redis',
    frames: [
      '*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n',
      '*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$4\r\n\r\n*3\r\n',
      '%1\r\n+proto\r\n:3\r\n',
      '>3\r\n$7\r\nmessage\r\n$1\r\na\r\n$0\r\n\r\n',
      '$-1\r\n',
    ],
  },
  {
    protocol: 'nats',
    frames: [
      'INFO {}\r\n',
      'MSG a.b 1 6\r\nMSG\r\na\r\n',
      'PONG\r\n',
      'HMSG a 1 reply 2 5\r\n12345\r\n',
      '+OK\r\n',
    ],
  },
  {
    protocol: 'postgres',
    frames: [
      ofPostgres('R', '\0\0\0\0'),
      ofPostgres('A', '\0\0\0\x01channel\0text\0'),
      ofPostgres('C', 'LISTEN\0'),
      ofPostgres('A', '\0\0\0\x01channel\0\0'),
      ofPostgres('Z', 'I'),
    ],
  },
]

it.each(said)('of $protocol', ({ protocol, frames }) => {
  const bytes = Buffer.from(frames.join(''), 'latin1')
  for (let size = 1; size <= bytes.length; size += 1) {
    const cutter = new FrameCutter(protocol)
    const cut = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      cutter.cut(bytes.subarray(index * size, (index + 1) * size)),
    ).flat()
    expect(cut.map((frame) => frame.bytes.toString('latin1'))).toEqual(frames)
    expect(cut.map(({ isMessage }) => isMessage)).toEqual(frames.map((_, index) => index % 2 === 1))
  }
})
