import { describe, expect, it } from 'vitest'
import { readTarget } from './target.ts'

const socketOf = (address: string, path?: string) => readTarget(address, { path })?.socket.href

describe('readTarget', () => {
  it.each([
    ['https://desk.example', undefined, 'https://desk.example/connection/websocket'],
    ['wss://desk.example/live', undefined, 'https://desk.example/live'],
    ['ws://desk.example:8000', '/socket', 'http://desk.example:8000/socket'],
    ['desk.example', undefined, 'http://desk.example/connection/websocket'],
    ['https://ann:secret@desk.example/x?token=secret#y', undefined, 'https://desk.example/x'],
    ['http://[::1]:4600', undefined, 'http://[::1]:4600/connection/websocket'],
  ])('%s with the path %s is %s', (address, path, expected) => {
    expect(socketOf(address, path)).toBe(expected)
  })

  it.each([
    ['ftp://desk.example', undefined],
    ['', undefined],
    ['http://', undefined],
    ['https://desk.example', 'https://other.example/x'],
  ])('%j with the path %j is none', (address, path) => {
    expect(readTarget(address, { path })).toBeNull()
  })
})
