/**
 * Loads the lists of content again when what only members of private projects see of it changed: the channel of these
 * lists tells everybody the same, and a person's own channel says only that there is something new.
 */
import type { LiveStore } from '../live/live-store.ts'
import { contentKeys } from './lives.ts'

/** What is said while they are being loaded is one more time, so that who types does not keep them from arriving. */
export function createPrivateRefresh(store: LiveStore): () => void {
  let isRunning = false
  let isDueAgain = false
  const run = async () => {
    do {
      isDueAgain = false
      const lives = [
        ...store.activeUnder(contentKeys.allContentLists),
        ...store.activeUnder(contentKeys.allReferences),
        ...store.activeUnder(contentKeys.allTitles),
      ]
      await Promise.all(lives.map((live) => live.refresh()))
    } while (isDueAgain)
  }
  return () => {
    isDueAgain = true
    if (isRunning) return
    isRunning = true
    void run().finally(() => {
      isRunning = false
    })
  }
}
