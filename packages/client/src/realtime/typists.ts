/**
 * Where the clients of a presence channel write: what each said last, until it takes that back, or has said nothing for
 * a while. Whoever writes says so again every few seconds (typing-voice.ts).
 */
import type { Clock } from './clock.ts'

/** More than twice the time between two words of a writer who pauses. */
export const typingLapseMs = 8_000

/** By client. Whoever holds it forgets those who left. */
export type Typists = Map<string, { place: string }>

/**
 * A client published `{ typing: place }`, or null for nowhere; what else it may be says nothing. `changed` is called when
 * it begins, ends, moves or goes on.
 */
export function hear(
  typists: Typists,
  client: string,
  data: unknown,
  clock: Clock,
  changed: () => void,
): void {
  const place = (data as { typing?: unknown } | null)?.typing
  if (typeof place === 'string') {
    const word = { place }
    typists.set(client, word)
    clock.after(typingLapseMs, () => {
      // Meanwhile it may have said more.
      if (typists.get(client) === word && typists.delete(client)) changed()
    })
  } else if (place === null) typists.delete(client)
  changed()
}
