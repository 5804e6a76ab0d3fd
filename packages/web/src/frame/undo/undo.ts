/** Undo in this tab: what is remembered, the toast that offers it, and the words of how it went. */
import { showToast } from '../../design/index.ts'
import { shownInPlace } from '../failure-toasts.ts'
import { type Undoable, UndoHistory } from './undo-history.ts'

/** Of this tab. */
export const undoHistory = new UndoHistory(Date.now)

/** Remembers what was done and says it, with the way back beside it for a moment. */
export function offerUndo(act: Undoable): void {
  const { title, text } = act
  const offered: Undoable = {
    ...act,
    takeBack: () => {
      close()
      return act.takeBack()
    },
  }
  undoHistory.add(offered)
  const close = showToast({
    tone: 'info',
    title,
    ...(text === undefined ? {} : { text }),
    action: { label: 'Undo', onPress: () => void takeBack(offered, true) },
  })
}

/** What Ctrl-Z and its command do. */
export async function undoLatest(): Promise<void> {
  await undoHistory.settled()
  const latest = undoHistory.latest()
  if (latest !== null) void takeBack(latest, latest.saysSo === true)
  else {
    showToast({
      tone: 'info',
      title: 'Nothing to undo',
      text: 'What you do here can be undone for ten minutes.',
    })
  }
}

/** `isSeen`: the person looks at what comes back, or is told of it; what was done last may be on another screen. */
async function takeBack(act: Undoable, isSeen: boolean): Promise<void> {
  const taken = await undoHistory.takeBack(act)
  if (taken.kind === 'done' && !isSeen) showToast({ tone: 'info', title: `Undone: ${act.title}` })
  if (taken.kind !== 'failed') return
  const { error, why } = taken.outcome
  if (error.code === 'not_signed_in') return
  shownInPlace(taken.outcome)
  showToast({
    tone: 'error',
    title: `Not undone: ${act.title}`,
    text: why ?? `${error.title}. ${error.remedy}`,
  })
}
