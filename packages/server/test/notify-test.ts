/** A project of which people are told: comments are written in it, and what happened is told by the real job. */
import type { Id, InboxEvent, Notification, Person } from '@copydesk/contract'
import { createComment } from '../src/comments/commands.ts'
import type { News } from '../src/notifications/news.ts'
import { notify } from '../src/notifications/notify.ts'
import { readNotifications } from '../src/notifications/queries.ts'
import { buildProject } from './build-project.ts'
import { createTestApp } from './test-app.ts'

/** Anna created the project; item 1 is assigned to Ben and was written by Cleo. */
export async function createNotifyTest() {
  const test = await createTestApp()
  const { storage, services, people } = test
  const { anna, ben, cleo } = people
  const { projectId, itemIds } = await buildProject(services, {
    name: 'Spring',
    ownerId: anna.id,
    items: [{ title: 'Welcome', assigneeId: ben.id, authorId: cleo.id }, { title: 'Prices' }],
  })
  const item = itemIds[0] ?? ''
  const comment = async (person: Person, body: string, place: { itemId?: Id; parentId?: Id } = {}) => {
    const actor = { id: person.id, kind: 'person' as const }
    return (await services.runner.run({ actor }, createComment(projectId, { body, ...place }))).body
  }
  const happened = (payload: News) =>
    services.runner.run({ actor: { id: payload.actorId, kind: 'person' } }, async () => ({
      body: null,
      events: [],
      outbox: [notify.entry(payload)],
    }))
  const inbox = (person: Person): Promise<Notification[]> =>
    storage.read(
      async (tx) =>
        (await readNotifications(tx, { personId: person.id, filter: 'all', cursor: undefined, limit: 100 }))
          .data,
    )
  /** Everybody's reasons, by name. */
  const told = async () => {
    const reasons: Record<string, string[]> = {}
    for (const [name, person] of Object.entries(people)) {
      const own = (await inbox(person)).map((notification) => notification.reason)
      if (own.length > 0) reasons[name] = own
    }
    return reasons
  }
  const inboxEvents = (person: Person): InboxEvent[] =>
    test.announced
      .filter(({ channel }) => channel === `person:#${person.id}`)
      .flatMap(({ publications }) => publications.map(({ data }) => JSON.parse(data)))
  return { ...test, projectId, itemIds, item, comment, happened, inbox, told, inboxEvents }
}
