/** Two commands about the same person at the same moment. On both databases. */
import type { Person } from '@copydesk/contract'
import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { systemActor } from '../src/command/system-actor.ts'
import { changePerson, changeRole, createPerson } from '../src/people/commands.ts'
import { lockAdministrators } from '../src/people/door.ts'
import { acceptInvitation, createInvitation } from '../src/people/invitations/commands.ts'
import { type OidcRules, signInByProvider } from '../src/people/oidc/commands.ts'
import type { ProviderClaims } from '../src/people/oidc/provider.ts'
import { removePerson } from '../src/people/remove-person.ts'
import { Sessions } from '../src/people/sessions/sessions.ts'
import type { Tx } from '../src/storage/storage.ts'
import { openRaceDesk, type RaceDesk } from './race-desk.ts'

let desk: RaceDesk
beforeAll(async () => {
  desk = await openRaceDesk()
})
afterAll(() => desk.close())

const atOnce = 4
/** As `copydesk user` runs its commands. */
const bySystem = { actor: systemActor }
const rounds = 5
const rules: OidcRules = { oidcRoles: new Map(), oidcDefaultRole: 'editor', oidcLinkByEmail: true }

const claimsOf = (subject: string): ProviderClaims => ({
  issuer: 'https://id.example',
  subject,
  name: subject,
  email: `${subject}@id.example`,
  isEmailVerified: true,
  groups: [],
  areAllGroups: true,
})

async function signInAtOnce(claims: ProviderClaims, rules: OidcRules): Promise<Person[]> {
  const signIn = () => desk.run(desk.people[0], signInByProvider(claims, rules))
  const outcomes = await desk.race(...Array.from({ length: atOnce }, () => signIn))
  return outcomes.map((outcome) => {
    if (!outcome.accepted) throw new Error(outcome.code)
    return outcome.body as Person
  })
}

it('makes one person of first sign-ins that come at once', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const people = await signInAtOnce(claimsOf(`olga-${round}`), rules)
    expect(new Set(people.map(({ id }) => id)).size).toBe(1)
  }
})

// SQLite has one writer at a time: nothing comes between two looks.
it.runIf(inject('postgresUrl') !== undefined)(
  'makes one person where a whole first sign-in comes between two looks of another one',
  async () => {
    const signIn = signInByProvider(claimsOf('tove'), { ...rules, oidcLinkByEmail: false })
    let between: Promise<Person> | undefined
    const afterFirstLook: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        between ??= desk.run(desk.people[0], signIn)
        await between
        return result
      },
    }
    const interrupted = await desk.run(desk.people[0], (context) =>
      signIn({ ...context, tx: context.tx.withPlugin(afterFirstLook) as Tx }),
    )
    expect(interrupted.id).toBe((await between)?.id)
  },
)

it('links somebody who is here already once', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const claims = claimsOf(`per-${round}`)
    const input = { name: 'Per', email: claims.email ?? '', role: 'viewer' as const, passwordHash: null }
    const { id } = await desk.run(desk.people[0], createPerson(input))
    const people = await signInAtOnce(claims, rules)
    expect(people.map((person) => person.id)).toEqual(people.map(() => id))
  }
})

it('gives an address to one of those who are made with it at once', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const input = {
      name: 'Siv',
      email: `siv-${round}@test.example`,
      role: 'viewer' as const,
      passwordHash: null,
    }
    const outcomes = await desk.race(
      ...Array.from({ length: atOnce }, () => () => desk.run(desk.people[0], createPerson(input))),
    )
    const codes = outcomes.map((outcome) => (outcome.accepted ? 'accepted' : outcome.code))
    expect(codes.toSorted()).toEqual(['accepted', ...Array(atOnce - 1).fill('invalid_request')])
  }
})

it('keeps an administrator when all of them are demoted at once', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const emails = ['ada@test.example', 'bo@test.example']
    await desk.race(
      ...emails.map((email) => () => desk.run(desk.people[0], changeRole({ email, role: 'editor' }))),
    )
    const admins = await desk.storage.read((tx) =>
      tx.selectFrom('people').select('email').where('role', '=', 'admin').execute(),
    )
    expect(admins).toHaveLength(1)
    for (const email of emails) {
      await desk.run(desk.people[0], changeRole({ email, role: 'admin' }), bySystem)
    }
  }
})

it('keeps an administrator when all of them put each other out at once', async () => {
  const [ada, bo] = desk.people
  const acts = [
    (id: string) => changePerson(id, { state: 'deactivated' }),
    (id: string) => removePerson(id, 'keep'),
    (id: string) => changePerson(id, { role: 'viewer' }),
  ]
  // Somebody is removed in the last round, so that nothing comes after it.
  for (const act of [acts[0], acts[2], acts[1]]) {
    if (!act) throw new Error('no act')
    const outcomes = await desk.race(
      () => desk.run(ada, act(bo)),
      () => desk.run(bo, act(ada)),
    )
    const codes = outcomes.map((outcome) => (outcome.accepted ? 'accepted' : outcome.code))
    expect(codes.toSorted()).toEqual(['accepted', 'forbidden'])
    const left = outcomes[0]?.accepted ? ada : bo
    if (act === acts[0]) await desk.run(left, changePerson(left === ada ? bo : ada, { state: 'active' }))
    if (act === acts[2]) await desk.run(left, changePerson(left === ada ? bo : ada, { role: 'admin' }))
  }
})

it('begins no session for somebody who is put out at the same moment', async () => {
  const sessions = new Sessions({ storage: desk.storage, runner: desk.runner, now: Date.now })
  const [admin = ''] = await desk.storage.write(lockAdministrators)
  for (let round = 0; round < rounds; round += 1) {
    const input = {
      name: 'Tor',
      email: `tor-${round}@test.example`,
      role: 'viewer' as const,
      passwordHash: null,
    }
    const { id } = await desk.run(admin, createPerson(input))
    await desk.race(
      () => desk.run(admin, changePerson(id, { state: 'deactivated' })),
      ...Array.from({ length: atOnce }, () => () => sessions.start(id)),
    )
    const left = await desk.storage.read((tx) =>
      tx.selectFrom('sessions').select('id').where('person_id', '=', id).execute(),
    )
    expect(left).toEqual([])
  }
})

it('lets one in of those who come by one link at once', async () => {
  const passwordHash = 'none'
  for (let round = 0; round < rounds; round += 1) {
    const [admin = ''] = await desk.storage.write(lockAdministrators)
    const token = `token ${round}`
    await desk.run(admin, createInvitation({ role: 'viewer', token }))
    const outcomes = await desk.race(
      ...Array.from({ length: atOnce }, (_, number) => () => {
        const person = { name: 'Una', email: `una-${round}-${number}@test.example`, passwordHash }
        return desk.run(admin, acceptInvitation(token, person))
      }),
    )
    const codes = outcomes.map((outcome) => (outcome.accepted ? 'accepted' : outcome.code))
    expect(codes.toSorted()).toEqual(['accepted', ...Array(atOnce - 1).fill('invitation_used')])
  }
})
