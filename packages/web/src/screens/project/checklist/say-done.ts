/** How far a checklist is. Pure. */
import type { Task } from '@copydesk/contract'

/** "3 of 5"; empty where there is nothing to do. */
export function sayDone(tasks: readonly Task[]): string {
  if (tasks.length === 0) return ''
  return `${tasks.filter(({ done }) => done !== null).length} of ${tasks.length}`
}
