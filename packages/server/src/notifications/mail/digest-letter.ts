/** The digest: what is unread and was told by no mail, thread by thread, the newest thread first. */
import { detailOf, type Id } from '@copydesk/contract'
import { type Letter, type LetterSection, previewCharacters } from '../../mail/letter.ts'
import { shortened } from '../../mail/shortened.ts'
import type { Row } from '../../storage/schema.ts'
import { presentNotification } from '../present.ts'
import { linkTo } from './addresses.ts'
import { entryOf } from './entries.ts'

/** What is more is counted, and read in the inbox. */
const mostThreads = 20
const mostEntries = 5

export interface DigestParts {
  site: string
  every: 'daily' | 'weekly'
  names: ReadonlyMap<Id, string>
  clock: (ms: number) => string
  unsubscribe: string
}

/** Each thread has a row at least, oldest first. */
export function digestLetter(
  threads: readonly (readonly Row<'notifications'>[])[],
  { site, every, names, clock, unsubscribe }: DigestParts,
): Letter {
  const newestFirst = threads.toSorted((a, b) => (b.at(-1)?.offset ?? 0) - (a.at(-1)?.offset ?? 0))
  const shown = newestFirst.slice(0, mostThreads)
  const count = threads.length
  const subject = count === 1 ? 'One thing is unread on your desk' : `${count} things are unread on your desk`
  const sections = shown.flatMap((rows) => sectionOf(rows, site, names, clock) ?? [])
  return {
    subject,
    preview: shortened(sections.map(({ heading }) => heading).join(', '), previewCharacters),
    sections,
    button: {
      label: count > shown.length ? `Open your inbox, with ${count - shown.length} more` : 'Open your inbox',
      href: `${site}/inbox`,
    },
    because: every === 'weekly' ? 'You get this once a week.' : 'You get this once a day at most.',
    ways: [
      { label: 'No more digests', href: unsubscribe },
      { label: 'What you are mailed', href: `${site}/profile` },
    ],
  }
}

function sectionOf(
  rows: readonly Row<'notifications'>[],
  site: string,
  names: ReadonlyMap<Id, string>,
  clock: (ms: number) => string,
): LetterSection | undefined {
  const newest = rows.at(-1)
  if (!newest) return undefined
  const notification = presentNotification(newest)
  const left = rows.length - mostEntries
  return {
    heading: notification.itemTitle ?? notification.projectName ?? 'Copydesk',
    href: linkTo(site, notification),
    place: notification.itemTitle === null ? '' : (notification.projectName ?? ''),
    context: undefined,
    entries: rows
      .slice(-mostEntries)
      .map((row) => entryOf(row, detailOf(presentNotification(row)), names, clock)),
    more: left > 0 ? `and ${left} earlier` : '',
  }
}
