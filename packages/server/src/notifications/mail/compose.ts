/**
 * What a mail says, put together when it is sent: only what is still unread and still its person's to see, in the words
 * that stand there now.
 */
import { type Actor, deedOf, detailOf, type Id, type Notification, reasonOf } from '@copydesk/contract'
import { roleOf } from '../../command/viewer.ts'
import type { Letter, LetterEntry } from '../../mail/letter.ts'
import type { MailAddress } from '../../settings/mail.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { presentNotification } from '../present.ts'
import { linkTo } from './addresses.ts'
import { clockOf } from './clock.ts'
import { namesOf } from './names.ts'
import { noticesOf } from './notices.ts'
import { contextOf, quoteOf } from './quote.ts'
import { readableAmong } from './readable.ts'
import { readThread, type ThreadWords } from './thread-words.ts'

/** Ready to be sent. */
export interface Composed {
  to: MailAddress
  letter: Letter
  /** What the subjects of its thread begin with. */
  title: string
}

/** Why it is not sent. */
export interface Withheld {
  because: string
}

/** Reads all that it says in one transaction. */
export async function compose(tx: Tx, mail: Row<'mails'>, site: string): Promise<Composed | Withheld> {
  const person = await tx.selectFrom('people').selectAll().where('id', '=', mail.person_id).executeTakeFirst()
  const role = await roleOf(tx, { id: mail.person_id, kind: 'person' })
  if (!person || role === undefined) return { because: 'The person does not work here any more.' }
  const noticed = await noticesOf(tx, mail.id)
  const unread = noticed.filter((row) => row.read_at === null)
  if (unread.length === 0) return { because: 'It was read before.' }
  const rows = await readableAmong(tx, { id: person.id, role }, unread)
  const thread = await readThread(tx, rows)
  const told = rows.filter((row) => row.comment_id === null || thread.comments.has(row.comment_id))
  const [first] = told
  if (!first) return { because: 'It is gone, or no longer theirs to see.' }
  const title = (await titleBefore(tx, mail)) ?? titleOf(presentNotification(first))
  const names = await namesOf(tx, actorsOf(told, thread))
  const entries = told.map((row) => entryOf(row, thread, names, clockOf(person)))
  const subject = thread.root === '' ? title : `${title}: “${thread.root}”`
  return {
    to: { name: person.name, address: person.email },
    title,
    letter: {
      subject,
      preview: [entries[0]?.who, entries[0]?.words || entries[0]?.deed].join(': ').slice(0, 200),
      sections: [
        {
          heading: first.item_title ?? first.project_name ?? title,
          place: first.item_title === null ? '' : (first.project_name ?? ''),
          context: thread.before && {
            who: names.get(thread.before.author.id) ?? someone,
            words: contextOf(thread.before),
          },
          entries,
          link: { label: labelOf(first), href: linkTo(site, presentNotification(told.at(-1) ?? first)) },
        },
      ],
      because: `Why you get this: ${[...new Set(told.map(reasonOf))].join(' · ')}`,
      ways: [{ label: 'What you are mailed', href: `${site}/profile` }],
    },
  }
}

const someone = 'Someone'

function entryOf(
  row: Row<'notifications'>,
  thread: ThreadWords,
  names: ReadonlyMap<Id, string>,
  clock: (ms: number) => string,
): LetterEntry {
  const notification = presentNotification(row)
  const { verb, object } = deedOf(notification)
  const said = thread.comments.get(row.comment_id ?? '')
  return {
    who: names.get(row.actor_id) ?? someone,
    deed: `${verb} ${object}`,
    at: clock(row.created_at),
    words: said === undefined ? detailOf(notification) : quoteOf(said),
  }
}

function actorsOf(rows: readonly Row<'notifications'>[], { before }: ThreadWords): Actor[] {
  return [
    ...rows.map((row): Actor => ({ id: row.actor_id, kind: row.actor_kind })),
    ...(before ? [before.author] : []),
  ]
}

/** That of the first mail of its thread, so that a change of names does not tear it apart. */
async function titleBefore(tx: Tx, mail: Row<'mails'>): Promise<string | undefined> {
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

function titleOf({ itemTitle, projectName, facts }: Notification): string {
  const title = itemTitle ?? facts?.task?.title
  if (title === undefined) return projectName ?? 'Copydesk'
  return projectName === null ? title : `${title} (${projectName})`
}

function labelOf({ kind }: Pick<Row<'notifications'>, 'kind'>): string {
  switch (kind) {
    case 'comment.created':
      return 'Open the thread'
    case 'approval.asked':
      return 'Review it'
    case 'task.assigned':
    case 'task.due':
      return 'Open the checklist'
    default:
      return 'Open it'
  }
}
