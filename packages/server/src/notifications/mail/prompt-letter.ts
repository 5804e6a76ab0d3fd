/** A mail of one thread: what it answers, what was said, and the one way there. */
import { detailOf, type Id, type Notification, reasonOf } from '@copydesk/contract'
import { type Letter, previewCharacters } from '../../mail/letter.ts'
import { shortened } from '../../mail/shortened.ts'
import type { Row } from '../../storage/schema.ts'
import { presentNotification } from '../present.ts'
import { linkTo } from './addresses.ts'
import { entryOf, someone, titleOf } from './entries.ts'
import { contextOf, quoteOf } from './quote.ts'
import type { ThreadWords } from './thread-words.ts'

export interface PromptParts {
  site: string
  /** That of earlier mails of the thread, if there were any. */
  titleBefore: string | undefined
  thread: ThreadWords
  names: ReadonlyMap<Id, string>
  clock: (ms: number) => string
  unsubscribe: string
}

/** `rows` are not empty, oldest first. */
export function promptLetter(
  rows: readonly Row<'notifications'>[],
  { site, titleBefore, thread, names, clock, unsubscribe }: PromptParts,
): { letter: Letter; title: string } {
  const [first, last] = [rows[0], rows.at(-1)].map((row) => row && presentNotification(row))
  if (!first || !last) throw new Error('A letter about nothing')
  const title = titleBefore ?? titleOf(first)
  const entries = rows.map((row) => {
    const said = thread.comments.get(row.comment_id ?? '')
    const words = said === undefined ? detailOf(presentNotification(row)) : quoteOf(said)
    return entryOf(row, words, names, clock)
  })
  const [entry] = entries
  return {
    title,
    letter: {
      subject: thread.root === '' ? title : `${title}: “${thread.root}”`,
      preview: shortened(`${entry?.who}: ${entry?.words || entry?.deed}`, previewCharacters),
      sections: [
        {
          heading: first.itemTitle ?? first.projectName ?? title,
          href: undefined,
          place: first.itemTitle === null ? '' : (first.projectName ?? ''),
          context: thread.before && {
            who: names.get(thread.before.author.id) ?? someone,
            words: contextOf(thread.before),
          },
          entries,
          more: '',
        },
      ],
      button: { label: labelOf(first), href: linkTo(site, last) },
      because: `Why you get this: ${[...new Set(rows.map((row) => reasonOf(presentNotification(row))))].join(' · ')}`,
      ways: [
        { label: 'No more mail about this', href: unsubscribe },
        { label: 'What you are mailed', href: `${site}/profile` },
      ],
    },
  }
}

function labelOf({ kind }: Pick<Notification, 'kind'>): string {
  switch (kind) {
    case 'comment.created':
    case 'thread.resolved':
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
