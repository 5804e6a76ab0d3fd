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
    [
      'wss://intranet.example/desk/connection/websocket',
      undefined,
      'https://intranet.example/desk/connection/websocket',
    ],
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

  it.each([
    ['https://h.example/desk', '/desk', '/desk/connection/websocket', 'default'],
    ['https://h.example/desk/', '/desk', '/desk/connection/websocket', 'default'],
    ['https://h.example/desk/projects/1', '/desk', '/desk/projects/1', 'page'],
    ['https://h.example/', '', '/connection/websocket', 'default'],
    ['wss://h.example/a/b/connection/websocket', undefined, '/a/b/connection/websocket', 'default'],
    ['wss://h.example/live', undefined, '/live', 'socket'],
  ])('%s below %j has its WebSocket at %s', (address, base, path, pathFrom) => {
    const target = readTarget(address, { base })
    expect([target?.socket.pathname, target?.pathFrom]).toEqual([path, pathFrom])
    expect(target?.site.pathname.endsWith('/')).toBe(true)
  })
})
