/**
 * What must be true of what people are told once nothing is due any more, whatever happened to the server meanwhile:
 * worked out again from the comments alone.
 */
import type { CopydeskEvent, Id } from '@copydesk/contract'
import { uuidv7 } from 'uuidv7'
import { expect } from 'vitest'
import { CommandRunner } from '../src/command/command-runner.ts'
import { mendInboxCounts } from '../src/notifications/mend-counts.ts'
import type { Row } from '../src/storage/schema.ts'
import type { Storage, Tx } from '../src/storage/storage.ts'
import type { Office } from './busy-people.ts'

export interface Told {
  office: Office
  /** The comments whose writers had an answer. */
  acknowledged: readonly Id[]
  /** The mails that the mail server took, by their id, as often as it did. */
  received: readonly Id[]
  now: number
}

export async function expectToldOnce(storage: Storage, told: Told): Promise<void> {
  await storage.read(async (tx) => {
    await expectTold(tx, told)
    await expectPublished(tx)
    await expectMailed(tx, told)
    await expectDone(tx, told)
  })
  const broker = { publish: () => {} }
  const runner = new CommandRunner({ storage, broker, now: () => told.now, newId: uuidv7, onWork: () => {} })
  expect(await mendInboxCounts({ storage, runner })).toBe(0)
}

/** Each comment is told to everybody whom it concerns, once, and to nobody else. */
async function expectTold(tx: Tx, { office, acknowledged }: Told): Promise<void> {
  const comments = await tx.selectFrom('comments').selectAll().orderBy('id').execute()
  expect(comments.map(({ id }) => id)).toEqual(expect.arrayContaining([...acknowledged]))
  const rows = await tx.selectFrom('notifications').select(['comment_id', 'person_id']).execute()
  const toldOf = Map.groupBy(rows, (row) => row.comment_id)
  const threads = new Map<Id, Set<Id>>()
  for (const comment of comments) {
    const thread = threads.get(comment.thread_id) ?? new Set([office.ownerId, ...office.watcherIds])
    threads.set(comment.thread_id, thread)
    const named = mentionedBy(comment, office)
    for (const id of named.people) thread.add(id)
    const concerned = new Set([...thread, ...named.groupMembers])
    concerned.delete(comment.author_id)
    const told = (toldOf.get(comment.id) ?? []).map((row) => row.person_id)
    expect(told.sort(), comment.body).toEqual([...concerned].sort())
    thread.add(comment.author_id)
  }
}

function mentionedBy({ body }: Row<'comments'>, { group }: Office) {
  const people = [...body.matchAll(/\(person:([^)]+)\)/g)].map(([, id = '']) => id)
  return { people, groupMembers: body.includes(`(group:${group.id})`) ? group.memberIds : [] }
}

/** Screens hear of each once. */
async function expectPublished(tx: Tx): Promise<void> {
  const rows = await tx.selectFrom('notifications').select('id').execute()
  const published = await tx
    .selectFrom('publications')
    .select('data')
    .where('channel', 'like', 'person:%')
    .execute()
  const ids = published.flatMap(({ data }) => {
    const event: CopydeskEvent = JSON.parse(data)
    if (event.type !== 'notification.created') return []
    return [...event.notifications, ...event.entries.map(({ latest }) => latest)].map(({ id }) => id)
  })
  expect(ids.sort()).toEqual(rows.map(({ id }) => id).sort())
}

/** Each mail came once if it is said to be sent, and at most once if nobody knows; a digest at most once a day. */
async function expectMailed(tx: Tx, { office, received }: Told): Promise<void> {
  const mails = await tx.selectFrom('mails').selectAll().execute()
  const timesOf = Map.groupBy(received, (id) => id)
  for (const { id, status, note } of mails) {
    const times = timesOf.get(id)?.length ?? 0
    const allowed = status === 'sent' ? [1] : status === 'uncertain' ? [0, 1] : [0]
    expect(allowed, `${status}: ${note}`).toContain(times)
  }
  expect(mails.map(({ id }) => id)).toEqual(expect.arrayContaining([...timesOf.keys()]))
  expect(mails.filter(({ status }) => ['waiting', 'begun', 'refused', 'failed'].includes(status))).toEqual([])
  const days = mails
    .filter(({ kind, status }) => kind === 'digest' && status !== 'cancelled')
    .map((mail) => `${mail.person_id} ${new Date(mail.created_at).toISOString().slice(0, 10)}`)
  expect(new Set(days).size).toBe(days.length)
  await expectAllMailed(tx, office.people.at(-1)?.id ?? '')
}

/** Of somebody who leaves their inbox alone: all of it was mailed. */
async function expectAllMailed(tx: Tx, personId: Id): Promise<void> {
  const rows = await tx
    .selectFrom('notifications')
    .leftJoin('mail_notices as notice', 'notice.notification_id', 'notifications.id')
    .leftJoin('mails as mail', 'mail.id', 'notice.mail_id')
    .select('mail.status')
    .where('notifications.person_id', '=', personId)
    .execute()
  expect(rows.filter(({ status }) => status !== 'sent' && status !== 'uncertain')).toEqual([])
}

/** Nothing is left that was to happen by now; what nobody knows of is kept for operators. */
async function expectDone(tx: Tx, { now }: Told): Promise<void> {
  const due = await tx.selectFrom('outbox').select('topic').where('due_at', '<=', now).execute()
  expect(due).toEqual([])
  const naps = await tx.selectFrom('inbox_entries').select('id').where('snoozed_until', '<=', now).execute()
  expect(naps).toEqual([])
  const uncertain = await tx.selectFrom('mails').select('id').where('status', '=', 'uncertain').execute()
  const failed = await tx.selectFrom('failed_work').select(['topic', 'payload']).execute()
  const mailIds = failed.map(({ topic, payload }) => [topic, JSON.parse(payload).mailId])
  expect(mailIds.sort()).toEqual(uncertain.map(({ id }) => ['send-mail', id]).sort())
}
