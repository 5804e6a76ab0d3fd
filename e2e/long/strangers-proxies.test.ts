/** What the doctor says where real proxies do what people told them: what is true there, and nothing false. */
import { type StartedServer, startServer } from '@copydesk/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Judged } from '../src/strangers/judge.ts'
import { judgeAll } from '../src/strangers/judge-all.ts'
import { proxySituations } from '../src/strangers/real-proxies.ts'

let server: StartedServer
let judged: ReadonlyMap<string, Judged>
beforeAll(async () => {
  server = await startServer()
  judged = new Map((await judgeAll(proxySituations, server)).map((one) => [one.name, one]))
})
afterAll(() => server.stop())

it.each(proxySituations)('$name', ({ name }) => {
  const { outcome, said } = judged.get(name) ?? { outcome: 'not judged', said: '' }
  expect([said, outcome]).toEqual([said, 'right'])
})
