/** Promises of others that may never settle: waited for, though not for ever. */
import type { Clock } from './clock.ts'

/** How long an answer may take. */
const unansweredMs = 35_000

/** Settles as `answer` does; rejects when that takes too long. */
export function inTime<T>(clock: Clock, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(unansweredMs, () => reject(new Error('no answer')))
    answer.then(resolve, reject).finally(cancel)
  })
}
