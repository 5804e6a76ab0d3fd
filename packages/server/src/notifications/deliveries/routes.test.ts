import type { DeliveryList, TraceDetail, TraceList } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { call, refusal } from '../../../test/desk.ts'
import { createMailTest, mention } from '../../../test/mail-test.ts'
import { systemActor } from '../../command/system-actor.ts'
import { removePerson } from '../../people/remove-person.ts'
import { traceRoutes } from '../trace/routes.ts'
import { deliveryRoutes } from './routes.ts'

async function setUp() {
  const test = await createMailTest([traceRoutes, deliveryRoutes])
  const { anna } = test.people
  await test.storage.write((tx) =>
    tx.updateTable('people').set({ role: 'admin' }).where('id', '=', anna.id).execute(),
  )
  const get = <T>(path: string) => call<T>(test.as(anna), { method: 'GET', url: `/api/v1${path}` })
  /** How mail stands with each person whom a comment mentions. */
  const mailOf = async (about: string) => {
    const { data } = await get<TraceList>(`/traces?about=${about}`)
    const detail = await get<TraceDetail>(`/traces/${data[0]?.id}`)
    return new Map(detail.data.map(({ personId, mail }) => [personId, mail?.status ?? null]))
  }
  return { ...test, get, mailOf }
}

it('lists each mail with what became of it, without a word of what it says, for administrators alone', async () => {
  const { as, ben, get, mail, people, say, server } = await setUp()
  const { cleo, emil } = people
  await say(ben, `${mention(cleo)} zebra`)
  await mail()
  server.answers.message = [550, 'No such user here']
  await say(ben, `${mention(emil)} zebra`)
  await mail()
  const { data } = await get<DeliveryList>('/deliveries')
  expect(data).toMatchObject([
    { personId: emil.id, channel: 'mail', status: 'refused', note: expect.stringContaining('No such user') },
    { personId: cleo.id, channel: 'mail', status: 'sent', address: cleo.email },
  ])
  expect(JSON.stringify(data)).not.toMatch(/zebra|Spring/)
  expect((await get<DeliveryList>('/deliveries?status=sent')).data).toEqual([data[1]])
  expect((await get<DeliveryList>(`/deliveries?personId=${emil.id}`)).data).toEqual([data[0]])
  const first = await get<DeliveryList>('/deliveries?limit=1')
  expect(first.data).toEqual([data[0]])
  expect((await get<DeliveryList>(`/deliveries?limit=1&cursor=${first.nextCursor}`)).data).toEqual([data[1]])
  const refused = await as(cleo).inject({ method: 'GET', url: '/api/v1/deliveries' })
  expect(refusal(refused)).toEqual([403, 'forbidden'])
})

it('keeps no address of somebody who was removed', async () => {
  const { ben, get, mail, people, say, services } = await setUp()
  const { cleo } = people
  await say(ben, `${mention(cleo)} look`)
  await mail()
  expect((await get<DeliveryList>('/deliveries')).data).toMatchObject([{ address: cleo.email }])
  await services.runner.run({ actor: systemActor }, removePerson(cleo.id, 'keep'))
  expect((await get<DeliveryList>('/deliveries')).data).toMatchObject([
    { personId: cleo.id, status: 'sent', address: null },
  ])
})

it('is beside the inbox in the trace of an event', async () => {
  const { ben, mail, mailOf, people, say, tell } = await setUp()
  const { cleo, dora } = people
  const { id } = await say(ben, `${mention(cleo)} ${mention(dora)} look`)
  await tell()
  expect((await mailOf(id)).get(cleo.id)).toBe('due')
  await mail()
  const after = await mailOf(id)
  expect([after.get(cleo.id), after.get(dora.id)]).toEqual(['sent', 'sent'])
})
