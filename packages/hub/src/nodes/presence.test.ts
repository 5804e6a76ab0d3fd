import { describe, expect, it } from 'vitest'
import { Presence } from './presence.ts'

function start() {
  const events: string[] = []
  const presence = new Presence({
    joined: (channel, { client }) => events.push(`+${client} ${channel}`),
    left: (channel, { client }) => events.push(`-${client} ${channel}`),
  })
  const who = (channel: string): string[] => Object.keys(presence.in(channel)).toSorted()
  return { presence, events, who }
}

const info = (client: string) => ({ user: 'ann', client })

describe('Presence', () => {
  it('knows the clients of this node', () => {
    const { presence, events, who } = start()
    presence.join('here:1', info('a'))
    presence.join('here:1', info('b'))
    presence.leave('here:1', 'a')
    presence.leave('here:1', 'stranger')
    expect(who('here:1')).toEqual(['b'])
    expect(who('here:2')).toEqual([])
    expect(presence.local()).toEqual({ 'here:1': [info('b')] })
    expect(events).toEqual(['+a here:1', '+b here:1', '-a here:1'])
  })

  it('[W5] knows the clients of other nodes and corrects itself by their lists', () => {
    const { presence, events, who } = start()
    presence.peerJoined('n2', 'here:1', info('a'))
    presence.peerJoined('n2', 'here:1', info('a'))
    presence.peerState('n2', { 'here:1': [info('b')], 'here:2': [info('a')] })
    expect(who('here:1')).toEqual(['b'])
    expect(who('here:2')).toEqual(['a'])
    presence.peerLeft('n2', 'here:1', 'b')
    presence.peerLeft('n2', 'here:1', 'b')
    expect(events).toEqual(['+a here:1', '+b here:1', '+a here:2', '-a here:1', '-b here:1'])
    expect(presence.local()).toEqual({})
  })

  it('[W5] takes the clients of a node away that is gone', () => {
    const { presence, events, who } = start()
    presence.peerState('n2', { 'here:1': [info('a')] })
    presence.peerState('n3', { 'here:1': [info('b')] })
    presence.join('here:1', info('c'))
    presence.peerGone('n2')
    expect(who('here:1')).toEqual(['b', 'c'])
    presence.peerGone('n3')
    presence.peerGone('n4')
    expect(who('here:1')).toEqual(['c'])
    expect(events.slice(3)).toEqual(['-a here:1', '-b here:1'])
  })
})
