/** What becomes of mail to an address that the mail server refuses, and of mail that waited, or was under way, meanwhile. */
import type { Id, MailSettings, Person, Preferences, RefusedAddressList } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, refusal } from '../../../test/desk.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import { createMailTest, mention, minute } from '../../../test/mail-test.ts'
import { systemActor } from '../../command/system-actor.ts'
import { retryFailedWork } from '../../jobs/failed-work.ts'
import { removePerson } from '../../people/remove-person.ts'
import { ensurePerson } from '../../people/tokens/ensure-person.ts'
import { deliveryRoutes } from '../deliveries/routes.ts'

async function setUp() {
  const test = await createMailTest([deliveryRoutes])
  const { as, ben, people, say, mail, server, services, storage } = test
  const { anna, cleo } = people
  await storage.write((tx) =>
    tx.updateTable('people').set({ role: 'admin' }).where('id', '=', cleo.id).execute(),
  )
  /** What arrives of a mention of Anna. */
  const mailed = async (words = 'look') => {
    await say(ben, `${mention(anna)} ${words}`)
    return (await mail()).flatMap(({ recipients }) => recipients)
  }
  return {
    ...test,
    mailed,
    /** The address is refused once. */
    refuse: async () => {
      server.answers.recipient = [550, '5.1.1 No such user']
      expect(await mailed()).toEqual([])
      server.answers = {}
    },
    refusedAddress: async () =>
      (await call<Preferences>(as(anna), { method: 'GET', url: '/api/v1/preferences' })).mail.refusedAddress,
    listed: () =>
      call<RefusedAddressList>(as(cleo), { method: 'GET', url: '/api/v1/refused-addresses' }).then(
        ({ data }) => data,
      ),
    tryAgain: (who: Person, id: Id) =>
      as(who).inject({ method: 'DELETE', url: `/api/v1/refused-addresses/${id}` }),
    changeEmail: (email: string) => {
      const claims = { externalId: 'x1', email, name: undefined, role: 'editor' as const, expiresAt: 0 }
      return services.runner.run({ actor: systemActor }, ensurePerson(claims))
    },
  }
}

describe('an address that was refused for good', () => {
  it('is mailed no more, which its person and administrators are told', async () => {
    const test = await setUp()
    const { listed, mailed, mails, people, refuse, refusedAddress, storage, tryAgain } = test
    expect([await refusedAddress(), await listed()]).toEqual([null, []])
    await refuse()
    const said = { address: people.anna.email, note: expect.stringContaining('No such user') }
    expect(await refusedAddress()).toMatchObject(said)
    expect(await listed()).toMatchObject([{ id: people.anna.id, ...said }])
    const events = await eventsAfter(storage, `person:#${people.anna.id}`)
    expect(events.flatMap(({ event }) => ('mail' in event ? [event.mail.refusedAddress] : []))).toMatchObject(
      [said],
    )
    expect(await mailed()).toEqual([])
    expect((await mails()).map(({ status }) => status)).toEqual(['refused'])
    expect(refusal(await tryAgain(people.dora, people.anna.id))).toEqual([403, 'forbidden'])
    expect(await mailed()).toEqual([])
  })

  it.each(['person', 'administrator', 'address', 'failed work'] as const)(
    'is mailed again once its %s says so',
    async (by) => {
      const test = await setUp()
      const { as, listed, mailed, people, refuse, refusedAddress, server, services, storage, tryAgain } = test
      const { anna, cleo } = people
      await storage.write((tx) =>
        tx.updateTable('people').set({ external_id: 'x1' }).where('id', '=', anna.id).execute(),
      )
      await refuse()
      if (by === 'person') {
        const payload = { refusedAddress: null }
        const url = '/api/v1/preferences/mail'
        const saved = await call<MailSettings>(as(anna), { method: 'PATCH', url, payload })
        expect(saved.refusedAddress).toBeNull()
      }
      if (by === 'administrator') {
        expect((await tryAgain(cleo, anna.id)).statusCode).toBe(200)
        expect(refusal(await tryAgain(cleo, anna.id))).toEqual([404, 'not_found'])
      }
      if (by === 'address') await test.changeEmail('anna.a@test.example')
      if (by === 'failed work') {
        const [failed] = await storage.read((tx) => tx.selectFrom('failed_work').select('id').execute())
        await services.runner.run({ actor: systemActor }, retryFailedWork(failed?.id ?? ''))
        await test.runFailingJobs()
        expect(server.received).toHaveLength(1)
      }
      expect([await refusedAddress(), await listed()]).toEqual([null, []])
      expect(await mailed()).toEqual([by === 'address' ? 'anna.a@test.example' : anna.email])
    },
  )

  it('stops what waits there already, and is no matter of our account or of one message', async () => {
    const { mail, mailed, mails, people, refusedAddress, server, storage } = await setUp()
    for (const [step, answer] of [
      ['message', [554, 'Looks like spam']],
      ['recipient', [554, '5.7.1 Relay access denied']],
      ['recipient', [530, 'Authentication required']],
      ['recipient', [451, '4.3.0 Try again later']],
    ] as const) {
      server.answers = { [step]: [...answer] }
      expect(await mailed(answer[1])).toEqual([])
      expect(await refusedAddress()).toBeNull()
    }
    expect((await mails()).map(({ status }) => status)).toEqual(['refused', 'waiting', 'waiting', 'waiting'])
    const { id, email } = people.anna
    const refusal = { person_id: id, address: email, note: 'Who?', refused_at: 1 }
    await storage.write((tx) => tx.insertInto('refused_addresses').values(refusal).execute())
    server.answers = {}
    await mail()
    expect(server.received).toEqual([])
    expect((await mails()).map(({ status }) => status)).toEqual([
      'refused',
      'cancelled',
      'cancelled',
      'cancelled',
    ])
  })
})

it.each([
  ['taken', undefined],
  ['refused', [550, '5.1.1 No such user'] as [number, string]],
])('keeps what is known of an address when mail to the one before it is %s', async (_, recipient) => {
  const { changeEmail, mailed, people, refusedAddress, server, storage } = await setUp()
  const { id } = people.anna
  await storage.write((tx) =>
    tx.updateTable('people').set({ external_id: 'x1' }).where('id', '=', id).execute(),
  )
  const email = 'anna.a@test.example'
  const changed = Promise.withResolvers<unknown>()
  server.answers = recipient ? { recipient } : {}
  server.onRecipient = () => {
    const row = { person_id: id, address: email, note: 'Who?', refused_at: 1 }
    const change = changeEmail(email).then(() =>
      storage.write((tx) => tx.insertInto('refused_addresses').values(row).execute()),
    )
    change.then(changed.resolve, changed.reject)
    return change.then(() => {})
  }
  expect(await mailed()).toEqual(recipient ? [] : [people.anna.email])
  await changed.promise
  expect(await refusedAddress()).toMatchObject({ address: email, note: 'Who?' })
})

it('asks anew for quiet hours when the mail server is there again', async () => {
  const { advance, as, mail, mailed, mails, people, server, services } = await setUp()
  const hour = new Date(services.now()).getUTCHours()
  const payload = {
    quietHours: { from: (hour + 1) % 24, to: (hour + 4) % 24 },
    workingDays: [1, 2, 3, 4, 5, 6, 7],
  }
  await call(as(people.anna), { method: 'PATCH', url: '/api/v1/preferences/mail', payload })
  server.answers.recipient = [451, 'Down']
  expect(await mailed()).toEqual([])
  advance(60 * minute)
  server.answers = {}
  expect(await mail()).toEqual([])
  expect(await mails()).toMatchObject([{ status: 'cancelled', note: expect.stringContaining('quiet hours') }])
  advance(170 * minute)
  expect(await mail()).toHaveLength(1)
  expect((await mails()).map(({ status }) => status)).toEqual(['cancelled', 'sent'])
})

it.each([550, 451])(
  'keeps no address of somebody who is removed in what the server said: %i',
  async (code) => {
    const { mailed, mails, people, server, services, storage } = await setUp()
    const { id, email } = people.anna
    server.answers.recipient = [code, `<${email.toUpperCase()}> is unknown to ${email}`]
    expect(await mailed()).toEqual([])
    expect(await mails()).toMatchObject([
      {
        address: code === 550 ? email : null,
        note: expect.stringContaining('<(the address)> is unknown to (the address)'),
      },
    ])
    await services.runner.run({ actor: systemActor }, removePerson(id, 'keep'))
    const kept = await storage.read(async (tx) => [
      await tx.selectFrom('mails').selectAll().execute(),
      await tx.selectFrom('refused_addresses').selectAll().execute(),
      await tx.selectFrom('outbox').selectAll().execute(),
      await tx.selectFrom('failed_work').selectAll().execute(),
    ])
    expect(JSON.stringify(kept).toLowerCase()).not.toContain(email)
  },
)

it('keeps no address of somebody who is removed while their mail is under way', async () => {
  for (const moment of ['onRecipient', 'onMessage'] as const) {
    const { mailed, mails, people, server, services } = await setUp()
    const removed = Promise.withResolvers<unknown>()
    server[moment] = () => {
      const removal = services.runner.run({ actor: systemActor }, removePerson(people.anna.id, 'keep'))
      removal.then(removed.resolve, removed.reject)
      return removal.then(() => {})
    }
    await mailed()
    await removed.promise
    const [row] = await mails()
    expect([row?.address, row?.status]).toEqual([null, moment === 'onMessage' ? 'sent' : row?.status])
  }
})
