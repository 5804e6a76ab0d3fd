import { describe, expect, it } from 'vitest'
import {
  decodeServerMessages,
  encodeCommands,
  encodeDisconnect,
  encodeError,
  encodeHistoryReply,
  encodeJoin,
  encodeLeave,
  encodePublication,
  encodePublications,
  encodeReply,
  encodeSubscribeReply,
  encodeUnsubscribe,
  errors,
  unsubscribes,
} from './index.ts'

const info = { user: 'ann', client: 'c1' }

describe('encoding', () => {
  it('[F4] writes a reply with either a result or an error', () => {
    expect(JSON.parse(encodeReply(3, 'unsubscribe', {}))).toEqual({ id: 3, unsubscribe: {} })
    expect(JSON.parse(encodeError(4, errors.internal))).toEqual({
      id: 4,
      error: { code: 100, message: 'internal server error', temporary: true },
    })
  })

  it('[F8] sets payloads in as they are, on one line', () => {
    const data = '{\n  "price": 1.0,\r\n  "text": "a\\nb"\n}'
    const message = encodePublication('a"b', { offset: 5, data })
    expect(message).not.toContain('\n')
    expect(message).toContain('"price": 1.0')
    expect(JSON.parse(message)).toEqual({
      push: { channel: 'a"b', pub: { data: { price: 1, text: 'a\nb' }, offset: 5 } },
    })
  })

  it('[P1] writes the offset, and the publisher where a client published', () => {
    expect(JSON.parse(encodePublication('a', { offset: 5, data: '1', info }))).toEqual({
      push: { channel: 'a', pub: { data: 1, offset: 5, info } },
    })
    expect(JSON.parse(encodePublication('a', { offset: 0, data: '1' }))).toEqual({
      push: { channel: 'a', pub: { data: 1 } },
    })
  })

  it('writes subscribe and history replies with and without publications', () => {
    const publications = [
      { offset: 2, data: '"x"' },
      { offset: 3, data: '{}' },
    ]
    const expected = [
      { data: 'x', offset: 2 },
      { data: {}, offset: 3 },
    ]
    expect(
      JSON.parse(
        encodeSubscribeReply(1, { offset: 1, epoch: 'e', recovered: true }, encodePublications(publications)),
      ),
    ).toEqual({
      id: 1,
      subscribe: { offset: 1, epoch: 'e', recovered: true, publications: expected },
    })
    expect(JSON.parse(encodeSubscribeReply(1, {}, encodePublications(publications))).subscribe).toEqual({
      publications: expected,
    })
    expect(JSON.parse(encodeSubscribeReply(1, {}, encodePublications([])))).toEqual({ id: 1, subscribe: {} })
    expect(JSON.parse(encodeHistoryReply(2, { epoch: 'e', offset: 3 }, publications))).toEqual({
      id: 2,
      history: { epoch: 'e', offset: 3, publications: expected },
    })
  })

  it('writes pushes', () => {
    expect(JSON.parse(encodeJoin('a', info))).toEqual({ push: { channel: 'a', join: { info } } })
    expect(JSON.parse(encodeLeave('a', info))).toEqual({ push: { channel: 'a', leave: { info } } })
    expect(JSON.parse(encodeUnsubscribe('a', unsubscribes.server))).toEqual({
      push: { channel: 'a', unsubscribe: { code: 2000, reason: 'server unsubscribe' } },
    })
    expect(JSON.parse(encodeDisconnect({ code: 3001, reason: 'shutdown' }))).toEqual({
      push: { disconnect: { code: 3001, reason: 'shutdown' } },
    })
  })

  it('lets a plain client read and write', () => {
    expect(encodeCommands([{ id: 1, connect: {} }, {}])).toBe('{"id":1,"connect":{}}\n{}')
    expect(decodeServerMessages('{"id":1,"connect":{}}\n\n{}')).toEqual([{ id: 1, connect: {} }, {}])
    expect(decodeServerMessages('<html>')).toBeNull()
    expect(decodeServerMessages('[]')).toBeNull()
  })
})
