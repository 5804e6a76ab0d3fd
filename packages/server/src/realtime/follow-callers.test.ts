import type { Reach } from '@copydesk/hub'
import { expect, it, onTestFinished } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import { systemActor } from '../command/system-actor.ts'
import { changeRole } from '../people/commands.ts'
import { Sessions } from '../people/sessions/sessions.ts'
import { followCallers } from './follow-callers.ts'

async function start() {
  const { sessions, keys, personTokens, services, people } = await createTestApp()
  const calls: string[] = []
  const hub = {
    endSession: (sessionId: string, reach?: Reach) => void calls.push(`end ${sessionId} at ${reach}`),
    recheck: async (user?: string, reach?: Reach) => void calls.push(`recheck ${user} at ${reach}`),
  }
  onTestFinished(followCallers(hub, { sessions, keys, personTokens }, () => calls.push('error')))
  const { sessionId, token } = await sessions.start(people.ben.id)
  await sessions.find(token)
  return { calls, sessions, services, sessionId, person: people.ben }
}

it('ends the connections of a session that was signed out, here or by another process', async () => {
  const { calls, sessions, services, sessionId, person } = await start()
  const elsewhere = new Sessions(services)
  await elsewhere.end({ sessionId, id: person.id })
  await sessions.check()
  expect(calls).toEqual([`end ${sessionId} at this_node`])
})

it('asks again about the subscriptions of a person whose role changed', async () => {
  const { calls, sessions, services, person } = await start()
  await services.runner.run({ actor: systemActor }, changeRole({ email: person.email, role: 'viewer' }))
  await sessions.check()
  expect(calls).toEqual([`recheck ${person.id} at this_node`])
})
