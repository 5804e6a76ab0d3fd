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
  warmUp(fakeLives(started), pathname)
  expect(started).toEqual(expected)
})

it('every screen has an address of its own', () => {
  expect(new Set(screens.map((screen) => screen.path)).size).toBe(screens.length)
})
