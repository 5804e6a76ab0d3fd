/**
 * What one was writing where it can no longer go: the item was taken out of the project, the project or the comment
 * deleted. The words stay, to be copied or sent elsewhere.
 */
import { Suspense } from 'react'
import { later } from '../later.tsx'
import type { Subject } from './entry.ts'
import { useOfUnsaved } from './use-unsaved.ts'

const LeftCards = later(async () => (await import('./LeftCards.tsx')).LeftCards)

export interface LeftWordsProps {
  /** Which of the unsaved texts have lost their place. */
  isLeft: (subject: Subject) => boolean
  /** What happened, with who did it: "Rosa Marchetti removed this item". */
  what: string
  /** Where they can be sent instead, by one button; null where only another project is left. */
  instead: { label: string; subject: Subject; place: string } | null
}

export function LeftWords(props: LeftWordsProps) {
  const isAny = useOfUnsaved((all) =>
    all.some(({ entry, isElsewhere }) => props.isLeft(entry.subject) && !isElsewhere),
  )
  return <Suspense>{isAny && <LeftCards {...props} />}</Suspense>
}
