/** What administrators' screens are told of mail, traces and failed work, and how often. */
import type {
  DeliveryList,
  DeliveryPart,
  FailedWorkList,
  Person,
  Snapshot,
  TraceList,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call } from '../../test/desk.ts'
import { eventsAfter } from '../../test/journaled.ts'
import { createMailTest, mention } from '../../test/mail-test.ts'
import { systemActor } from '../command/system-actor.ts'
import { failedWorkRoutes } from '../jobs/routes.ts'
import { deliveryRoutes } from '../notifications/deliveries/routes.ts'
import { traceRoutes } from '../notifications/trace/routes.ts'
import { removePerson } from '../people/remove-person.ts'
import type { Tx } from '../storage/storage.ts'
import { tellDelivery } from './tell-delivery.ts'

async function setUp() {
  const test = await createMailTest([traceRoutes, deliveryRoutes, failedWorkRoutes])
  const { advance, as, people, runFailingJobs, storage } = test
  const { emil } = people
  await storage.write((tx) =>
    tx.updateTable('people').set({ role: 'admin' }).where('id', '=', emil.id).execute(),
  )
  let seen = 0
  return {
    ...test,
    ask: <T>(path: string, method: 'GET' | 'POST' | 'DELETE' = 'GET') =>
      call<Snapshot<T>>(as(emil), { method, url: `/api/v1${path}` }),
    /** The lists that changed since this was asked last, one entry for each publication. */
    told: async (): Promise<DeliveryPart[][]> => {
      advance(250)
      await runFailingJobs()
      const events = await eventsAfter(storage, 'delivery', seen)
      seen += events.length
      return events.map(({ event }) => ('parts' in event ? event.parts : []))
    },
    all: (...of: Person[]) => of.map(mention).join(' '),
  }
}

describe('administrators are told', () => {
  it('once of any number of people and mails that change together', async () => {
    const { all, ben, mail, people, say, told, tell } = await setUp()
    await say(ben, `${all(people.anna, people.cleo, people.dora)} one`)
    await say(ben, `${all(people.anna, people.cleo, people.dora)} two`)
    await tell()
    expect(await told()).toEqual([['traces']])
    expect(await mail()).toHaveLength(6)
    // What became due, and what was sent of it.
    expect((await told()).flat()).toEqual(expect.arrayContaining(['traces', 'mail']))
    expect(await told()).toEqual([])
  })

  it('that a mail is being sent, before the mail server took it', async () => {
    const { ask, ben, mail, people, say, server, storage } = await setUp()
    const waiting = async () => {
      const outbox = (tx: Tx) => tx.selectFrom('outbox').select('id').where('topic', '=', tellDelivery.name)
      const { data } = await ask<DeliveryList>('/deliveries')
      return { told: (await storage.read((tx) => outbox(tx).execute())).length, is: data[0]?.status }
    }
    const seen: unknown[] = []
    server.onRecipient = async () => void seen.push(await waiting())
    server.onMessage = async () => void seen.push(await waiting())
    await say(ben, `${mention(people.anna)} look`)
    await mail()
    expect(seen).toEqual([
      { told: 2, is: 'waiting' },
      { told: 3, is: 'begun' },
    ])
  })

  it('of an address that is refused, is tried again, or is gone with its person', async () => {
    const { ask, ben, mail, people, say, server, services, told } = await setUp()
    const { cleo } = people
    const refuse = async () => {
      server.answers.recipient = [550, '5.1.1 No such user']
      await say(ben, `${mention(cleo)} look`)
      await mail()
      return (await told()).flat()
    }
    expect(await refuse()).toContain('refused_addresses')
    await ask(`/refused-addresses/${cleo.id}`, 'DELETE')
    expect(await told()).toEqual([['refused_addresses']])
    expect(await refuse()).toContain('refused_addresses')
    await services.runner.run({ actor: systemActor }, removePerson(cleo.id, 'keep'))
    expect(await told()).toEqual([['mail', 'refused_addresses']])
  })

  it('of work that fails for good, and of what becomes of it', async () => {
    const { ask, ben, mail, people, say, server, told } = await setUp()
    server.answers.recipient = [550, '5.1.1 No such user']
    await say(ben, `${mention(people.cleo)} look`)
    await mail()
    expect((await told()).flat()).toContain('failed_work')
    const [failed] = (await ask<FailedWorkList>('/failed-work')).data
    await ask(`/failed-work/${failed?.id}/retry`, 'POST')
    expect((await told()).flat()).toContain('failed_work')
  })

  it('of nothing that fails to tell them, which would go on for ever', async () => {
    const { ask, runFailingJobs, services, storage, told } = await setUp()
    const payload = { parts: ['mail' as const] }
    await services.runner.run({ actor: systemActor }, async () => ({
      ...{ body: null, events: [] },
      outbox: [tellDelivery.entry(payload)],
    }))
    await storage.write((tx) =>
      tx
        .updateTable('outbox')
        .set({ payload: '{}', attempts: 1000, due_at: 0 })
        .where('topic', '=', tellDelivery.name)
        .execute(),
    )
    await runFailingJobs()
    expect((await ask<FailedWorkList>('/failed-work')).data).toMatchObject([{ work: tellDelivery.name }])
    expect(await told()).toEqual([])
  })
})

it('is what the lists go on from', async () => {
  const { ask, ben, people, say, tell, told } = await setUp()
  await say(ben, `${mention(people.anna)} look`)
  await tell()
  await told()
  const lists = [
    await ask<DeliveryList>('/deliveries'),
    await ask<TraceList>('/traces'),
    await ask<FailedWorkList>('/failed-work'),
    await ask<DeliveryList>('/refused-addresses'),
  ]
  const [trace] = lists[1]?.data ?? []
  lists.push(await ask(`/traces/${trace?.id}`))
  for (const { position } of lists) expect(position).toMatchObject({ channel: 'delivery', offset: 1 })
})
