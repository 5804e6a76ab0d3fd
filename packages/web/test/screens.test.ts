import type { DeskLives } from '@copydesk/client'
import { expect, it } from 'vitest'
import { screens, warmUp } from '../src/screens.ts'

/** Notes which lives are started, as `name:argument`. */
function fakeLives(started: string[]): DeskLives {
  const live = (name: string) => ({
    subscribe: () => {
      started.push(name)
      return () => {}
    },
  })
  const handler = {
    get:
      (_: object, name: string) =>
      (id = '') =>
        live(id === '' ? name : `${name}:${id}`),
  }
  return new Proxy({}, handler) as DeskLives
}

it.each([
  ['/', ['projects']],
  ['/projects', ['projects']],
  ['/projects/p1', ['project:p1', 'items:p1']],
  ['/content', ['contentList']],
  ['/content/c1', ['content:c1']],
  ['/inbox', ['inbox']],
  ['/admin/live', ['site']],
  ['/nowhere', []],
])('at %s the data of its screen is asked for', (pathname, expected) => {
  const started: string[] = []
  void warmUp(fakeLives(started), pathname)
  expect(started).toEqual(expected)
})

it('is warm once the data is there', async () => {
  let status = 'loading'
  const listeners = new Set<() => void>()
  const live = {
    getSnapshot: () => ({ status }),
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const lives = { projects: () => live } as unknown as DeskLives
  const warm = warmUp(lives, '/projects')
  for (const told of listeners) told()
  expect(listeners.size).toBe(1)
  status = 'ready'
  for (const told of listeners) told()
  await warm
  expect(listeners.size).toBe(0)
})

it('every screen has an address of its own', () => {
  expect(new Set(screens.map((screen) => screen.path)).size).toBe(screens.length)
})
