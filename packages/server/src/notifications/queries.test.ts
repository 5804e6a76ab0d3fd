import type { Id } from '@copydesk/contract'
import { describe, expect, inject, it } from 'vitest'
import { plansOf } from '../../test/query-plans.ts'
import { createTestApp, testStart } from '../../test/test-app.ts'
import type { Command, CommandContext } from '../command/command.ts'
import { Precondition } from '../command/precondition.ts'
import type { Tx } from '../storage/storage.ts'
import { readAll, seeAll, undoReadAll } from './commands.ts'
import { readInbox } from './queries.ts'

const idOf = (number: number): Id => `01890a5d-ac96-774b-bcce-${String(number).padStart(12, '0')}`
const cursor = `0000000000000007-${idOf(7)}`
const readAt = new Date(testStart).toISOString()

type Work = (context: CommandContext, personId: Id) => Promise<unknown>

const opening =
  (filter: 'all' | 'unread', cursor?: string): Work =>
  ({ tx }, personId) =>
    readInbox(tx, { personId, filter, cursor, limit: 50 })

/** Of so few rows PostgreSQL finds another index as good at times. */
const orElse = (index: string, other: string) =>
  inject('postgresUrl') === undefined ? index : `${index}|${other}`
const withdrawn = orElse('withdrawn', 'arrival')
const ofClosed = [orElse('project', 'unread_arrival'), orElse('alone', 'unread_arrival')]

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
  it.each<[what: string, work: Work, indices: string[]]>([
    ['is opened', opening('all'), ['arrival', withdrawn]],
    ['is opened further down', opening('all', cursor), ['arrival', withdrawn]],
    ['is opened for what is unread', opening('unread'), ['unread_arrival', withdrawn]],
    ['is opened for what is unread further down', opening('unread', cursor), ['unread_arrival', withdrawn]],
    ['is opened beside private projects', besidePrivate, ['arrival', ...ofClosed, withdrawn]],
    ['is marked as read', running((id) => readAll(id, {})), ['arrival', 'unseen_arrival', 'unread_arrival']],
    ['is marked as seen', running((id) => seeAll(id, {})), ['arrival', 'unseen_arrival', 'unseen_arrival']],
    [
      'is made unread again',
      running((id) => undoReadAll(id, readAt)),
      ['read_together', 'read_together', 'by id'],
    ],
  ])('%s by indices that lead to the rows that are meant', async (_, work, indices) => {
    const { storage, people } = await createTestApp()
    const personId = people.ben.id
    await storage.write((tx) => insertOpenAndRead(tx, personId))
    const context = (tx: Tx): CommandContext => ({
      tx,
      actor: { id: personId, kind: 'person' },
      commandId: undefined,
      now: testStart,
      newId: () => idOf(9),
      enqueue: () => {},
      precondition: new Precondition(undefined),
    })
    const plans = await plansOf(storage, 'notifications', (tx) => work(context(tx), personId))
    expect(plans.map(indexOf)).toEqual(indices.map((index) => expect.stringMatching(`^(${index})$`)))
    expect(plans.join('\n')).not.toMatch(/sort|b-tree|\bscan notifications|seq scan/i)
  })
})

function indexOf(plan: string): string | undefined {
  const [, index] = /(?:Scan(?: Backward)? using|USING(?: COVERING)? INDEX) (\w+)/.exec(plan) ?? []
  return /pkey|autoindex/.test(index ?? '') ? 'by id' : index?.replace('notifications_', '')
}

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
    excerpt: '',
    facts: null,
    created_at: testStart,
  } as const
  await tx
    .insertInto('notifications')
    .values([
      { ...row, id: idOf(1), event_id: idOf(1), offset: 1, seen_at: testStart, read_at: testStart },
      { ...row, id: idOf(2), event_id: idOf(2), offset: 2, seen_at: null, read_at: null },
    ])
    .execute()
}
