/** A live snapshot of notes whose answers the test holds back, lets go or refuses. */
import { ApiError } from '../src/http/api-error.ts'
import { createLive } from '../src/live/live.ts'
import type { LiveOptions, LiveView } from '../src/live/live-types.ts'
import { createFakeChannels } from './fake-channels.ts'
import { createFakeClock, settle } from './fake-clock.ts'
import { createNoteServer, type NoteEvent, type Notes } from './note-server.ts'

/** Nothing is loaded before `listen`. */
export function setUpNotes(own: Partial<LiveOptions<Notes, NoteEvent>> = {}) {
  const clock = createFakeClock()
  const channels = createFakeChannels()
  const server = createNoteServer(channels)
  /** Answers are given at once, unless `held`: then when the test lets them go. */
  const answers = { held: false, waiting: [] as (() => void)[], error: null as ApiError | null }
  const live = createLive({
    ...server.options(async (read, { signal }) => {
      const { error } = answers
      const snapshot = error ?? read()
      if (answers.held) await new Promise<void>((resolve) => answers.waiting.push(resolve))
      signal.throwIfAborted()
      if (snapshot instanceof ApiError) throw snapshot
      return snapshot
    }),
    clock,
    random: () => 0.5,
    ...own,
  })
  const views: LiveView<Notes>[] = []
  const listen = () => live.subscribe(() => views.push(live.getSnapshot()))
  const texts = () => live.getSnapshot().data?.data.map((note) => `${note.id}=${note.text}`)
  const letGo = async () => {
    for (const go of answers.waiting.splice(0)) go()
    await settle()
  }
  return { clock, channels, server, answers, live, listen, views, texts, letGo }
}
