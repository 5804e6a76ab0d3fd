/**
 * Waits for a database that another process has locked, without blocking the event loop: SQLite's own busy timeout
 * sleeps in the middle of it, and nothing else is answered meanwhile.
 */
import type { StorageFailure } from '../storage-failure.ts'

/** Longer than a migration or a batch of an import takes, shorter than what people take for broken. */
export const waitMs = 5000
/** Long enough that a hundred waiting commands cost next to nothing. */
export const betweenAttemptsMs = 20

/** Attempts again while the failure is `storage_busy`, for five seconds. Throws failures, and bugs as they are. */
export async function patiently<T>(
  attempt: () => T | Promise<T>,
  failureOf: (error: unknown) => StorageFailure | undefined,
): Promise<T> {
  const endsAt = performance.now() + waitMs
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      const failure = failureOf(error)
      if (!failure) throw error
      if (failure.code !== 'storage_busy' || performance.now() >= endsAt) throw failure
      await new Promise((resolve) => setTimeout(resolve, betweenAttemptsMs))
    }
  }
}
