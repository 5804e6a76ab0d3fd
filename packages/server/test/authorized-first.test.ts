/** Who may not do something is told so before anything else about the request, and every route says who may. */
import { describe, expect, it } from 'vitest'
import { refusal } from './desk.ts'
import { findRoutes } from './found-routes.ts'

/** Everybody's own. */
const own = /\/(?:me|inbox|notifications|subscriptions|preferences|live\/token)/

describe('every route', () => {
  it('says what a person must be allowed to do, unless it is about what is their own', async () => {
    const { found } = await findRoutes()
    const silent = found.filter(({ url, config }) => !config?.isPublic && !config?.action && !own.test(url))
    expect(silent.map(({ url }) => url)).toEqual([])
    expect(found.length).toBeGreaterThan(20)
  })

  it('that changes something refuses a viewer before it looks at the body', async () => {
    const { as, people, found } = await findRoutes()
    const unsafe = found.filter(
      ({ method, url, config }) => !/GET|HEAD/.test(String(method)) && !config?.isPublic && !own.test(url),
    )
    expect(unsafe.length).toBeGreaterThan(10)
    for (const { method, url } of unsafe) {
      const answer = await as(people.dora).inject({
        method: method as 'POST',
        url: url.replaceAll(/:\w+/g, 'no-id'),
        payload: { nonsense: true },
      })
      expect([url, ...refusal(answer)]).toEqual([url, 403, 'forbidden'])
    }
  })
})

describe('a refusal', () => {
  it('is not longer than what was asked', async () => {
    const { as, people } = await findRoutes()
    const fields = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`field-${index}`, 1]))
    const items = Array.from({ length: 5000 }, () => ({ contentId: 'x'.repeat(30) }))
    const ben = as(people.ben)
    const requests = [
      { url: '/api/v1/projects', payload: { name: 'P', ...fields } },
      { url: '/api/v1/projects', payload: { name: 'P', ['x'.repeat(60_000)]: 1 } },
      { url: '/api/v1/projects/01890a5d-ac96-774b-bcce-b302099a8057/items', payload: { items } },
    ]
    for (const request of requests) {
      const answer = await ben.inject({ method: 'POST', ...request })
      expect(refusal(answer)).toEqual([400, 'invalid_request'])
      expect(answer.body.length).toBeLessThan(20_000)
      expect(answer.json().detail).toMatch(/and \d+ more|…/)
    }
  })
})
