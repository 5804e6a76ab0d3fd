/**
 * What a mail says, put together when it is sent: only what is still unread and still its person's to see, in the words
 * that stand there now.
 */
import { type Actor, isUrgent } from '@copydesk/contract'
import { roleOf } from '../../command/viewer.ts'
import type { Letter } from '../../mail/letter.ts'
import type { Mailer } from '../../mail/mailer.ts'
import type { MailAddress } from '../../settings/mail.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { withTodaysTitles } from '../todays-titles.ts'
import { clockOf } from './clock.ts'
import { digestLetter } from './digest-letter.ts'
import { quietUntil } from './mail-clock.ts'
import { namesOf } from './names.ts'
import { noticesOf } from './notices.ts'
import { promptLetter } from './prompt-letter.ts'
import { readableAmong } from './readable.ts'
import { refusedAddressOf } from './refused-address.ts'
import { mutedBy, readMailSettings, readMailWishes } from './settings.ts'
import { readThread } from './thread-words.ts'
import { byThread } from './threads.ts'

/** Ready to be sent. */
export interface Composed {
  to: MailAddress
  letter: Letter
  /** What the subjects of its thread begin with. */
  title: string
  /** Ends its thread's mail, or the digest. */
  unsubscribe: string
}

/** Why it is not sent; `until`: what it was to tell waits until then, and is put together anew. */
export interface Withheld {
  because: string
  until?: number
}

/** Reads all that it says in one transaction. What an operator has sent again asks neither address nor hour. */
export async function compose(
  tx: Tx,
  mail: Row<'mails'>,
  { mailer, now }: { mailer: Mailer; now: number },
): Promise<Composed | Withheld> {
  const person = await tx.selectFrom('people').selectAll().where('id', '=', mail.person_id).executeTakeFirst()
  const role = await roleOf(tx, { id: mail.person_id, kind: 'person' })
  if (!person || role === undefined) return { because: 'The person does not work here any more.' }
  if (mail.status === 'waiting' && (await refusedAddressOf(tx, person.id))) {
    return { because: 'The mail server refused this address before.' }
  }
  const unread = (await noticesOf(tx, mail.id)).filter((row) => row.read_at === null)
  const open = [...(await byThread(tx, unread)).values()].flat()
  if (open.length === 0) return { because: 'It was read before.' }
  const readable = await readableAmong(tx, { id: person.id, role }, open)
  const rows = await withTodaysTitles(tx, readable)
  const until = mail.status === 'waiting' ? await quietFor(tx, mail, rows, now) : now
  if (until > now) return { because: 'It waits for the end of quiet hours.', until }
  const parts = { tx, mail, mailer, rows, clock: clockOf(person) }
  const said = mail.kind === 'digest' ? await digestOf(parts) : await promptOf(parts)
  if ('because' in said) return said
  return { to: { name: person.name, address: person.email }, ...said }
}

/** Until when none of it may come: the mail server may have been down until quiet hours began. */
async function quietFor(
  tx: Tx,
  { kind, person_id }: Row<'mails'>,
  rows: readonly Row<'notifications'>[],
  now: number,
): Promise<number> {
  const wishes = (await readMailWishes(tx, [person_id])).get(person_id)
  if (kind === 'digest' || wishes === undefined || rows.some(isUrgent)) return now
  return quietUntil(now, wishes.settings, wishes.timeZone)
}

interface Parts {
  tx: Tx
  mail: Row<'mails'>
  mailer: Mailer
  rows: readonly Row<'notifications'>[]
  clock: (ms: number) => string
}

type Said = Omit<Composed, 'to'> | Withheld

const gone: Withheld = { because: 'It is gone, or no longer theirs to see.' }

async function promptOf({ tx, mail, mailer, rows, clock }: Parts): Promise<Said> {
  const thread = await readThread(tx, mail.person_id, rows)
  const told = rows.filter((row) => row.comment_id === null || thread.comments.has(row.comment_id))
  if (told.length === 0) return gone
  const what = mail.thread_key ?? 'digest'
  if (what !== 'digest' && (await mutedBy(tx, mail.person_id)).has(what)) {
    return { because: 'Its person ended the mail of this thread.' }
  }
  const { site, links } = mailer
  const unsubscribe = links.linkOf(site, { personId: mail.person_id, what })
  const actors = [...told.map(actorOf), ...(thread.before ? [thread.before.author] : [])]
  const names = await namesOf(tx, actors)
  const titleBefore = await readTitleBefore(tx, mail)
  return { ...promptLetter(told, { site, titleBefore, thread, names, clock, unsubscribe }), unsubscribe }
}

async function digestOf({ tx, mail, mailer, rows, clock }: Parts): Promise<Said> {
  const { every } = (await readMailSettings(tx, mail.person_id)).digest
  if (every === 'off') return { because: 'Its person wants no digest any more.' }
  const { comments } = await readThread(tx, mail.person_id, rows)
  const told = rows.filter((row) => row.comment_id === null || comments.has(row.comment_id))
  if (told.length === 0) return gone
  const { site, links } = mailer
  const unsubscribe = links.linkOf(site, { personId: mail.person_id, what: 'digest' })
  const names = await namesOf(tx, told.map(actorOf))
  const threads = [...(await byThread(tx, told)).values()]
  const letter = digestLetter(threads, { site, every, names, clock, unsubscribe })
  return { letter, title: letter.subject, unsubscribe }
}

function actorOf(row: Row<'notifications'>): Actor {
  return { id: row.actor_id, kind: row.actor_kind }
}

/** That of the first mail of its thread, so that a change of names does not tear it apart. */
async function readTitleBefore(tx: Tx, mail: Row<'mails'>): Promise<string | undefined> {
  const row = await tx
    .selectFrom('mails')
    .select('title')
    .where('person_id', '=', mail.person_id)
    .where('thread_key', '=', mail.thread_key)
    .where('title', 'is not', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.title ?? undefined
}
