/** What the doctor says where strangers point it: what is true there, or that it does not know, and nothing false. */
import { type StartedServer, startServer } from '@copydesk/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Judged } from '../src/strangers/judge.ts'
import { judgeAll } from '../src/strangers/judge-all.ts'
import { situations } from '../src/strangers/situations.ts'

let server: StartedServer
let judged: ReadonlyMap<string, Judged>
beforeAll(async () => {
  server = await startServer()
  judged = new Map((await judgeAll(situations, server)).map((one) => [one.name, one]))
})
afterAll(() => server.stop())

it('has a name for each situation', () => {
  expect(judged.size).toBe(situations.length)
})

it.each(situations)('$name', ({ name }) => {
  const { outcome, said } = judged.get(name) ?? { outcome: 'not judged', said: '' }
  expect([said, outcome]).toEqual([said, 'right'])
})
