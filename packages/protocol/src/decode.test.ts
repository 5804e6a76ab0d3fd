import { describe, expect, it } from 'vitest'
import { maxChannelLength } from './fields.ts'
import { type Command, decodeCommands, errors } from './index.ts'

function decodeOne(command: unknown): Command {
  const result = decodeCommands(JSON.stringify(command))
  if (!result.ok) throw new Error(result.fault)
  const [first] = result.commands
  if (first === undefined) throw new Error('no command')
  return first
}

describe('decoding commands', () => {
  it('[F1] takes one command a line and skips empty lines', () => {
    const message = '{"id":1,"connect":{}}\n\n{"id":2,"unsubscribe":{"channel":"a"}}\r\n{}\n'
    expect(decodeCommands(message)).toEqual({
      ok: true,
      commands: [
        { kind: 'connect', id: 1, params: {} },
        { kind: 'unsubscribe', id: 2, params: { channel: 'a' } },
        { kind: 'pong' },
      ],
    })
  })

  it.each([
    '',
    '\n',
    'hello',
    '1',
    '"text"',
    'null',
    '[]',
    '[{"id":1}]',
    '{"id":1,"connect":{}}\nnonsense',
    '{"id":',
  ])('[F2] refuses %j as a message', (message) => {
    expect(decodeCommands(message).ok).toBe(false)
  })

  it.each([
    { connect: {} },
    { id: 0, connect: {} },
    { id: -1, connect: {} },
    { id: 1.5, ping: {} },
    { id: '1', rpc: {} },
  ])('[F3] refuses the id of %j', (command) => {
    expect(decodeCommands(JSON.stringify(command)).ok).toBe(false)
  })

  it('[F3] takes send and pong without an id', () => {
    expect(decodeOne({ send: { data: 1 } })).toEqual({ kind: 'send', params: { data: 1 } })
    expect(decodeOne({})).toEqual({ kind: 'pong' })
    expect(decodeCommands(' {} ')).toEqual({ ok: true, commands: [{ kind: 'pong' }] })
  })

  it('[F5] answers an unknown method with 104', () => {
    expect(decodeOne({ id: 3, dance: {} })).toEqual({ kind: 'refused', id: 3, error: errors.methodNotFound })
  })

  it.each([
    [{ connect: 1 }, 'connect must be an object'],
    [{ connect: { token: 5 } }, 'connect.token must be a string'],
    [{ subscribe: {} }, 'subscribe.channel must be a non-empty string'],
    [{ subscribe: { channel: 'a', recover: 1 } }, 'subscribe.recover must be true or false'],
    [{ subscribe: { channel: 'a', offset: -1 } }, 'subscribe.offset must be an integer from 0 on'],
    [{ subscribe: { channel: 'a', offset: 2 ** 60 } }, 'subscribe.offset must be an integer from 0 on'],
    [{ subscribe: { channel: 'a', epoch: 7 } }, 'subscribe.epoch must be a string'],
    [{ publish: { channel: 'a' } }, 'publish.data must be given'],
    [{ history: { channel: 'a', since: 4 } }, 'history.since must be an object'],
    [{ history: { channel: 'a', limit: 'all' } }, /^bad request: history.limit must be an integer/],
    [{ refresh: {} }, 'refresh.token must be a non-empty string'],
    [{ sub_refresh: { token: 't' } }, 'sub_refresh.channel must be a non-empty string'],
  ])('[F5] names the wrong field of %j', (command, fault) => {
    const message = typeof fault === 'string' ? `bad request: ${fault}` : expect.stringMatching(fault)
    expect(decodeOne({ id: 4, ...command })).toEqual({
      kind: 'refused',
      id: 4,
      error: { code: 107, message },
    })
  })

  it('[F6] ignores what it does not know and refuses what it cannot do', () => {
    const params = {
      channel: 'a',
      delta: 'fossil',
      flag: 1,
      positioned: true,
      join_leave: true,
      surprise: [],
    }
    expect(decodeOne({ id: 1, subscribe: params })).toEqual({
      kind: 'subscribe',
      id: 1,
      params: { channel: 'a', recover: false, offset: 0, epoch: '', rejectUnrecovered: false },
    })
    for (const more of [{ type: 1 }, { tf: { key: 'a' } }]) {
      const refused = { kind: 'refused', id: 1, error: errors.notAvailable }
      expect(decodeOne({ id: 1, subscribe: { channel: 'a', ...more } })).toEqual(refused)
    }
    expect(decodeOne({ id: 1, publish: { channel: 'a', type: 1, key: 'k', data: 1 } })).toMatchObject({
      kind: 'refused',
    })
  })

  it('[L4] takes channel names of 1 to 255 characters, none of them a control character', () => {
    const longest = 'x'.repeat(maxChannelLength)
    expect(decodeOne({ id: 1, presence: { channel: longest } }).kind).toBe('presence')
    for (const channel of ['', `${longest}x`, 'a\0b', 'a\nb', 'a\ud800']) {
      expect(decodeOne({ id: 1, presence: { channel } })).toMatchObject({ error: { code: 107 } })
    }
  })

  it('reads everything a subscribe and a history command can say', () => {
    const subscribe = {
      channel: 'a',
      token: 't',
      data: { x: 1 },
      recover: true,
      offset: 7,
      epoch: 'e',
      flag: 3,
    }
    expect(decodeOne({ id: 1, subscribe })).toEqual({
      kind: 'subscribe',
      id: 1,
      params: {
        channel: 'a',
        token: 't',
        data: { x: 1 },
        recover: true,
        offset: 7,
        epoch: 'e',
        rejectUnrecovered: true,
      },
    })
    const history = { channel: 'a', limit: -1, reverse: true, since: { offset: 4, epoch: 'e' } }
    expect(decodeOne({ id: 2, history })).toEqual({ kind: 'history', id: 2, params: history })
  })
})
