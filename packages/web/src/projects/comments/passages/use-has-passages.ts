/** Whether something of the text is to be commented on in these threads, or was begun to be. */
import type { ThreadHome } from '@copydesk/contract'
import { homeKey } from '../../../unsaved/entry.ts'
import { useOfUnsaved } from '../../../unsaved/use-unsaved.ts'
import { useOnBoard } from './use-passages.ts'

export function useHasPassages(home: ThreadHome): boolean {
  const isChosen = useOnBoard(({ chosen }) => chosen !== null, false)
  const key = homeKey(home)
  const isBegun = useOfUnsaved((all) =>
    all.some(
      ({ entry: { subject }, isElsewhere }) =>
        subject.kind === 'comment' &&
        subject.passage !== undefined &&
        homeKey(subject) === key &&
        !isElsewhere,
    ),
  )
  return isChosen || isBegun
}
