/** The passages of a text that comments were begun about and have not arrived: drafts, and what could not be sent. */
import type { QuotedPassage, ThreadHome } from '@copydesk/contract'
import { useMemo } from 'react'
import { homeKey } from '../../../unsaved/entry.ts'
import type { Unsaved } from '../../../unsaved/outbox.ts'
import { useOfUnsaved } from '../../../unsaved/use-unsaved.ts'

export interface BegunPassage {
  passage: QuotedPassage
  /** It was sent: it waits for the line, or was refused. */
  isSent: boolean
}

/** In the threads of one home. */
export function useBegunPassages(home: ThreadHome): readonly BegunPassage[] {
  const key = homeKey(home)
  const begun = useOfUnsaved((all) => JSON.stringify(all.flatMap((one) => begunOf(one, key))))
  return useMemo(() => JSON.parse(begun), [begun])
}

function begunOf({ entry, isElsewhere }: Unsaved, key: string): BegunPassage[] {
  const { subject, edit } = entry
  if (subject.kind !== 'comment' || subject.passage === undefined || isElsewhere) return []
  const isUnderWay = edit.isWanted && edit.trouble === null
  return isUnderWay || homeKey(subject) !== key ? [] : [{ passage: subject.passage, isSent: edit.isWanted }]
}
