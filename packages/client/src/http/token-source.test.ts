import { expect, it } from 'vitest'
import { fetchWithToken, TokenSource } from './token-source.ts'

/** A server that takes the tokens of a list, and a page that gives one token after the other. */
function start(given: (string | Error)[], taken: string[]) {
  const asked: string[] = []
  const sent: string[] = []
  const source = new TokenSource(async () => {
    const next = given.shift() ?? 'none is left'
    asked.push(String(next))
    if (next instanceof Error) throw next
    return next
  })
  const fetch = fetchWithToken(async (_input, init) => {
    const token = new Headers(init?.headers).get('authorization')?.replace('Bearer ', '') ?? ''
    sent.push(token)
    return new Response(null, { status: taken.includes(token) ? 204 : 401 })
  }, source)
  return { fetch, source, asked, sent }
}

it('asks for a token once and sends it with every request', async () => {
  const { fetch, asked, sent } = start(['a'], ['a'])
  await fetch('/one')
  await fetch('/two')
  expect([asked, sent]).toEqual([['a'], ['a', 'a']])
})

it('renews a refused token once, for all requests that it was refused to', async () => {
  const { fetch, asked } = start(['old', 'new'], ['new'])
  const answers = await Promise.all([fetch('/one'), fetch('/two'), fetch('/three')])
  expect(answers.map(({ status }) => status)).toEqual([204, 204, 204])
  expect(asked).toEqual(['old', 'new'])
})

it('gives the refusal back where a new token does not help', async () => {
  const same = start(['a', 'a'], [])
  expect((await same.fetch('/one')).status).toBe(401)
  expect(same.sent).toEqual(['a'])
  const other = start(['a', 'b', 'c'], [])
  expect((await other.fetch('/one')).status).toBe(401)
  expect(other.sent).toEqual(['a', 'b'])
})

it('rejects as the page does, and asks it again next time', async () => {
  const { fetch, sent } = start([new Error('signed out of the page'), 'a'], ['a'])
  await expect(fetch('/one')).rejects.toThrow('signed out of the page')
  expect((await fetch('/one')).status).toBe(204)
  expect(sent).toEqual(['a'])
})
