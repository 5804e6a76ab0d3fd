import { channels, type Id, maxToldByGroups, subscriptionKey, writeMention } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { buildProject } from '../../test/build-project.ts'
import { createTestApp } from '../../test/test-app.ts'
import { readNotifications } from '../notifications/queries.ts'
import { createGroup } from '../people/groups/commands.ts'
import { createComment, editComment } from './commands.ts'

/** Anna, Ben and Cleo are *Legal*. */
async function setUp() {
  const test = await createTestApp()
  const { storage, services, people } = test
  const { projectId, itemIds } = await buildProject(services, {
    name: 'Spring',
    ownerId: people.anna.id,
    items: [{ title: 'Welcome' }],
  })
  const actor = { id: people.anna.id, kind: 'person' as const }
  const run = services.runner.run.bind(services.runner)
  const group = async (name: string, memberIds: Id[]) =>
    (await run({ actor }, createGroup({ name, memberIds }))).body
  const legal = await group('Legal', [people.anna.id, people.ben.id, people.cleo.id])
  const say = async (body: string) => (await run({ actor }, createComment(projectId, { body }))).body
  const edit = (id: Id, body: string) => run({ actor }, editComment(id, body))
  const inbox = (person: { id: Id }) =>
    storage.read(
      async (tx) =>
        (await readNotifications(tx, { personId: person.id, filter: 'all', cursor: undefined, limit: 100 }))
          .data,
    )
  return { ...test, projectId, itemIds, legal, group, say, edit, inbox, run }
}

const named = ({ id, name }: { id: Id; name: string }) => writeMention(name, id, 'group')

describe('a group that is mentioned', () => {
  it('is told through its members, each once, and never the writer', async () => {
    const { say, legal, inbox, people, runJobs } = await setUp()
    await say(`${named(legal)}, and ${writeMention('Ben', people.ben.id)} above all`)
    await runJobs()
    expect(await inbox(people.anna)).toEqual([])
    expect(await inbox(people.ben)).toMatchObject([{ reason: 'mention', facts: null }])
    expect(await inbox(people.cleo)).toMatchObject([
      {
        reason: 'mention',
        facts: { group: { id: legal.id, name: 'Legal' } },
        excerpt: '@Legal, and @Ben above all',
      },
    ])
  })

  it('is nobody in a quote, in code, or under the id of no group', async () => {
    const { say, legal, inbox, people, runJobs } = await setUp()
    await say(`> ${named(legal)}\n\n\`${named(legal)}\` ${named({ ...legal, id: people.ben.id })}`)
    await runJobs()
    expect(await inbox(people.ben)).toEqual([])
  })

  it('by an edit is told once, and what is taken back is unread no more', async () => {
    const { say, edit, legal, inbox, people, runJobs } = await setUp()
    const { id } = await say('Hello')
    await edit(id, `Hello ${named(legal)}`)
    await runJobs()
    await edit(id, `Hello again ${named(legal)}`)
    await runJobs()
    expect(await inbox(people.ben)).toMatchObject([{ excerpt: 'Hello again @Legal', readAt: null }])
    await edit(id, 'Hello')
    await runJobs()
    expect(await inbox(people.ben)).toMatchObject([{ excerpt: 'Hello', readAt: expect.any(String) }])
  })

  it('is not told where its members muted the project: a group is no name', async () => {
    const { storage, say, legal, inbox, people, projectId, runJobs } = await setUp()
    await storage.write((tx) =>
      tx
        .insertInto('subscriptions')
        .values({
          person_id: people.ben.id,
          key: subscriptionKey('project', projectId),
          level: 'muted',
          revision: 1,
          changed_at: 0,
        })
        .execute(),
    )
    await say(named(legal))
    await runJobs()
    expect(await inbox(people.ben)).toEqual([])
    expect(await inbox(people.cleo)).toHaveLength(1)
  })

  it('tells at most so many people, and otherwise nobody', async () => {
    const { storage, legal, say, edit } = await setUp()
    const ids = Array.from({ length: maxToldByGroups }, (_, index) => {
      return `01890a5d-ac96-7000-8000-${String(index).padStart(12, '0')}`
    })
    await storage.write(async (tx) => {
      const [like] = await tx.selectFrom('people').selectAll().limit(1).execute()
      if (!like) throw new Error('Nobody is here')
      for (const id of ids) {
        const own = { ...like, id, email: `${id}@example.org`, external_id: null }
        await tx.insertInto('people').values(own).execute()
        await tx.insertInto('group_members').values({ group_id: legal.id, person_id: id }).execute()
      }
    })
    await expect(say(named(legal))).rejects.toThrow(/203 people; a comment tells at most 200/)
    const { id } = await say('Hello')
    await expect(edit(id, named(legal))).rejects.toThrow(/at most 200/)
  })
})

it('is published to the channels of those who are told, and of nobody else', async () => {
  const { say, legal, people, announced, runJobs } = await setUp()
  announced.length = 0
  await say(named(legal))
  await runJobs()
  const told = announced.map(({ channel }) => channel).filter((channel) => channel.startsWith('person:'))
  expect(told.toSorted()).toEqual(
    [channels.person(people.ben.id), channels.person(people.cleo.id)].toSorted(),
  )
})
