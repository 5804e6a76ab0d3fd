import {
  type ContentListState,
  channels,
  type Id,
  type InboxCounts,
  type ItemsState,
  type NotificationList,
  type Person,
  type ProjectsState,
  type ReleasesState,
  type Snapshot,
} from '@copydesk/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, testStart } from '../../test/test-app.ts'
import { commentRoutes } from '../comments/routes.ts'
import { contentRoutes } from '../content/routes/content.ts'
import { notificationRoutes } from '../notifications/routes.ts'
import { demoPersonList } from '../people/demo-people.ts'
import { readPeople } from '../people/queries.ts'
import { itemRoutes } from '../projects/items/routes.ts'
import { projectRoutes } from '../projects/project/routes.ts'
import { releaseRoutes } from '../projects/releases/routes.ts'
import { StorageJournal } from '../storage/journal.ts'
import { seedDemo } from './seed-demo.ts'

const routes = [contentRoutes, projectRoutes, itemRoutes, releaseRoutes, commentRoutes, notificationRoutes]

async function start(isKept = false) {
  const testApp = await createTestApp({ routes, withPeople: false, isKept })
  const { storage, as } = testApp
  // As servers do that start at the same moment: one tells it, and the others wait.
  const outcomes = await Promise.all([1, 2, 3].map(() => seedDemo(storage, testStart)))
  expect(outcomes.sort()).toEqual(['seeded', 'there_already', 'there_already'])
  const { data: people } = await storage.read(readPeople)
  const get = async <Body>(person: Person, path: string): Promise<Body> =>
    (await as(person).inject({ url: `/api/v1${path}` })).json()
  const [admin] = people
  if (!admin) throw new Error('nobody there')
  const projects = await get<Snapshot<ProjectsState>>(admin, '/projects')
  return { ...testApp, people, admin, projects, get }
}

/** One that all tests look at: setting it up takes PostgreSQL ten seconds. */
let demo: Awaited<ReturnType<typeof start>>
beforeAll(async () => {
  demo = await start(true)
})
afterAll(() => demo.close())

describe('the demo', () => {
  it('has projects in different states, and people who talk about them', async () => {
    const { people, admin, projects, get } = demo
    expect(people.map(({ email }) => email)).toEqual(demoPersonList.map(({ email }) => email))
    expect((await get<ContentListState>(admin, '/content?limit=500')).data).toHaveLength(60)

    const { data } = projects
    const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, one) => sum + one, 0)
    expect(data.length).toBeGreaterThanOrEqual(8)
    expect(data.some(({ counts }) => total(counts) === 0)).toBe(true)
    expect(data.some(({ counts }) => counts.published > 0 && counts.published === total(counts))).toBe(true)
    expect(data.some(({ counts }) => counts.in_review === 1 && counts.ready === total(counts) - 1)).toBe(true)
    expect(data.reduce((sum, { commentCount }) => sum + commentCount, 0)).toBeGreaterThanOrEqual(150)

    for (const { id, counts } of data) {
      const items = await get<ItemsState>(admin, `/projects/${id}/items`)
      expect(items.data).toHaveLength(total(counts))
    }
  })

  it('has releases that say why, with all that went live', async () => {
    const { admin, projects, get } = demo
    const published = projects.data.filter(({ publishedAt }) => publishedAt !== null)
    expect(published.length).toBeGreaterThan(0)
    for (const { id, counts } of published) {
      const { data } = await get<ReleasesState>(admin, `/projects/${id}/releases`)
      const note = expect.stringMatching(/./)
      expect(data).toMatchObject([{ state: 'done', publishedCount: counts.published, note }])
    }
  })

  it('leaves everyone who may sign in something unread, newest last in the past', async () => {
    const { people, get } = demo
    for (const person of people.slice(0, 3)) {
      const counts = await get<InboxCounts>(person, '/notifications/counts')
      const inbox = await get<NotificationList>(person, '/notifications?limit=200')
      expect(counts.unread).toBeGreaterThan(2)
      expect(inbox.data.length).toBeGreaterThan(counts.unread)
      expect(inbox.data.every(({ createdAt }) => Date.parse(createdAt) <= testStart)).toBe(true)
      expect(inbox.data.some(({ reason }) => reason === 'mention')).toBe(true)
    }
  })

  it('happened through commands: the journal ends where the snapshots stand', async () => {
    const { storage, projects } = demo
    const { offset } = await new StorageJournal(storage).position(channels.projects)
    expect(projects.position.offset).toBe(offset)
    expect(offset).toBeGreaterThan(100)
    const outbox = await storage.read((tx) => tx.selectFrom('outbox').select(['topic', 'due_at']).execute())
    // What is left are the mornings to come, on which people are reminded, and what open lists are told a moment later.
    const toCome = ['remind', 'delivery-lists']
    expect(outbox.filter(({ topic, due_at }) => !toCome.includes(topic) || due_at <= testStart)).toEqual([])
    expect(outbox.length).toBeGreaterThan(0)
  })

  it('is told the same way every time', async () => {
    const comments = async ({ storage }: Pick<typeof demo, 'storage'>) => {
      const rows = await storage.read((tx) =>
        tx.selectFrom('comments').select(['body', 'created_at']).orderBy('id').execute(),
      )
      return rows.map(({ body, created_at }) => [body.replace(/\(person:[^)]*\)/g, ''), created_at])
    }
    expect(await comments(await start())).toEqual(await comments(demo))
  })

  it('is set up once, and never among real people', async () => {
    const { storage } = demo
    expect(await seedDemo(storage, testStart)).toBe('there_already')
    const { storage: occupied } = await createTestApp()
    expect(await seedDemo(occupied, testStart)).toBe('occupied')
    const ids: { id: Id }[] = await occupied.read((tx) => tx.selectFrom('projects').select('id').execute())
    expect(ids).toEqual([])
  })
})
