import { expect, it } from 'vitest'
import { Listeners } from './listeners.ts'

it('tells everybody, also behind one that throws or that leaves as it is told', () => {
  const errors: unknown[] = []
  const told: string[] = []
  const listeners = new Listeners((error) => errors.push(error))
  listeners.add(() => {
    throw new Error('a broken screen')
  })
  const leave = listeners.add(() => {
    told.push('once')
    leave()
  })
  listeners.add(() => told.push('each time'))
  listeners.tell()
  listeners.tell()
  expect(told).toEqual(['once', 'each time', 'each time'])
  expect(errors).toEqual([new Error('a broken screen'), new Error('a broken screen')])
})

it('says whether a listener was still there', () => {
  const listeners = new Listeners(() => {})
  const remove = listeners.add(() => {})
  expect(listeners.isEmpty).toBe(false)
  expect([remove(), remove()]).toEqual([true, false])
  expect(listeners.isEmpty).toBe(true)
})
