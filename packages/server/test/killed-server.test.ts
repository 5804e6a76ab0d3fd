/**
 * The whole server, killed at any moment while people release over HTTP and follow over WebSocket, leaves each release
 * whole or not at all. What was acknowledged is there, what was not answered is done once when it is sent again, and a
 * schedule whose time passed meanwhile is carried out once and told to whoever scheduled.
 */
import { randomOf } from '@copydesk/testkit/random-of'
import { it } from 'vitest'
import { KilledServer } from './killed-server.ts'

const seed = Number(process.env.LONG_SEED ?? 42)
/** Two hundred in a long run. */
const wanted = process.env.LONG_RUNS === undefined ? 5 : Number(process.env.LONG_RUNS) * 10

const minute = 60_000
const hour = 60 * minute
/** For how long nobody starts the server again. In a long run that sums up to more than the journal keeps. */
const away = [3 * hour, 0, 2 * minute, 25 * hour, 0]

it(`releases are whole or not at all, whenever the server is killed (seed ${seed})`, async () => {
  const random = randomOf(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const server = await KilledServer.start()
  let released = 0
  for (let lives = 0; released < wanted; lives += 1) {
    await server.liveAndDie({
      randoms: [1, 2].map((person) => randomOf(seed + 1000 * lives + person)),
      releases: 2 + below(5),
      killAfterMs: below(60),
    })
    await server.check(false)
    await server.startAgain(away[lives % away.length] ?? 0)
    await server.settle()
    released = await server.checkHeard()
  }
  await server.check(true)
})
