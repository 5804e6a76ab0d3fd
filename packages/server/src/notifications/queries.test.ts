import { randomUUID } from 'node:crypto'
import type { Id } from '@copydesk/contract'
import { describe, expect, inject, it } from 'vitest'
import { plansOf } from '../../test/query-plans.ts'
import { createTestApp, testStart } from '../../test/test-app.ts'
import type { Command, CommandContext } from '../command/command.ts'
import { Precondition } from '../command/precondition.ts'
import type { Tx } from '../storage/storage.ts'
import { readAll, seeAll } from './commands.ts'
import { arrive } from './inbox/arrive.ts'
import { recount } from './inbox/recount.ts'
import { undoReadAll } from './inbox/undo-read-all.ts'
import { readNotifications } from './queries.ts'

const idOf = (number: number): Id => `01890a5d-ac96-774b-bcce-${String(number).padStart(12, '0')}`
const cursor = `0000000000000007-${idOf(7)}`
const readAt = new Date(testStart).toISOString()

type Work = (context: CommandContext, personId: Id) => Promise<unknown>

const opening =
  (filter: 'all' | 'unread', cursor?: string): Work =>
  ({ tx }, personId) =>
    readNotifications(tx, { personId, filter, cursor, limit: 50 })

const besidePrivate: Work = async (context, personId) => {
  const { tx } = context
  const project = {
    id: 'private',
    revision: 1,
    name: 'Merger',
    description: '',
    color: 'blue' as const,
    visibility: 'private' as const,
    created_by_id: 'somebody',
    created_by_kind: 'person' as const,
    created_at: testStart,
    updated_at: testStart,
  }
  await tx.insertInto('projects').values(project).execute()
  return opening('all')(context, personId)
}

const running =
  (commandOf: (personId: Id) => Command<unknown>): Work =>
  (context, personId) =>
    commandOf(personId)(context)

describe('an inbox, however long it is,', () => {
  it.each<[what: string, work: Work, tables: string, index: string]>([
    ['is opened', opening('all'), 'notifications', 'arrival'],
    ['is opened further down', opening('all', cursor), 'notifications', 'arrival'],
    ['is opened for what is unread', opening('unread'), 'notifications', 'unread_arrival'],
    [
      'is opened for what is unread further down',
      opening('unread', cursor),
      'notifications',
      'unread_arrival',
    ],
    ['is counted beside private projects', besidePrivate, 'inbox_entries', 'project'],
    ['is marked as read', running((id) => readAll(id, {})), 'inbox_entries', 'unread'],
    ['is marked as read', running((id) => readAll(id, {})), 'notifications', 'entry'],
    ['is marked as seen', running((id) => seeAll(id, {})), 'inbox_entries', 'unseen'],
    ['is made unread again', running((id) => undoReadAll(id, readAt)), 'notifications', 'read_together'],
  ])('%s by indices that lead to the rows that are meant', async (_, work, table, index) => {
    const { storage, people } = await createTestApp()
    const personId = people.ben.id
    await storage.write((tx) => insertOpenAndRead(tx, personId))
    const context = (tx: Tx): CommandContext => ({
      tx,
      actor: { id: personId, kind: 'person' },
      commandId: undefined,
      now: testStart,
      newId: () => idOf(9),
      say: () => {},
      enqueue: () => {},
      precondition: new Precondition(undefined),
    })
    const plans = (await plansOf(storage, table, (tx) => work(context(tx), personId))).join('\n')
    // Of so few rows PostgreSQL finds each of the table's indices as good, as its statistics have it.
    expect(plans).toContain(inject('postgresUrl') === undefined ? `${table}_${index}` : `using ${table}_`)
    expect(plans).not.toMatch(/\bsort\b|temp b-tree|\bscan (notifications|inbox_entries|told)\b|seq scan/i)
  })
})

async function insertOpenAndRead(tx: Tx, personId: Id): Promise<void> {
  const row = {
    revision: 1,
    person_id: personId,
    kind: 'comment.created',
    reason: 'mention',
    actor_id: personId,
    actor_kind: 'person',
    project_id: idOf(3),
    project_name: 'Spring',
    item_id: null,
    item_title: null,
    comment_id: null,
    content_id: null,
    version_id: null,
    excerpt: '',
    facts: null,
    created_at: testStart,
  } as const
  const arrivals = [1, 2].map((number) => ({
    row: { ...row, id: idOf(number), event_id: idOf(number), offset: number, seen_at: null, read_at: null },
    thread: { key: `thread:${idOf(number)}` as const, place: idOf(3) },
  }))
  const arrived = await arrive({ tx, newId: randomUUID }, arrivals)
  await tx
    .insertInto('notifications')
    .values(arrived.get(personId)?.rows ?? [])
    .execute()
  const [first] = arrived.get(personId)?.rows ?? []
  const read = { seen_at: testStart, read_at: testStart }
  await tx
    .updateTable('notifications')
    .set(read)
    .where('id', '=', first?.id ?? '')
    .execute()
  await recount(tx, personId, [first?.entry_id ?? null])
}
