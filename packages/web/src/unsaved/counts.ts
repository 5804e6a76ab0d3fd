/** Which texts are counted as unsaved. Pure. */
import type { Unsaved } from './outbox.ts'

/** Whether it counts as unsaved: not what is just being typed, nor a draft that nobody sent. */
export function counts({ standing }: Unsaved): boolean {
  return standing === 'waiting' || standing === 'asking'
}
