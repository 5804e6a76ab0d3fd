/**
 * Locks that tell when a tab or worker is gone, however it went: the browser frees what it held. Where there are
 * none (no secure origin, Node.js) the pulse has to do.
 */
import { randomUuid } from '../random-uuid.ts'

export interface Locks {
  /** Holds a lock for as long as this tab or worker lives; resolves once it is held, with what gives it back. */
  hold(name: string): Promise<() => void>
  /** Resolves once nobody holds it any more. Rejects when aborted. */
  whenFree(name: string, signal: AbortSignal): Promise<void>
}

/** The browser's Web Locks; null where there are none. */
export function createLocks(manager: LockManager | null = lockManager()): Locks | null {
  if (!manager) return null
  return {
    hold: (name) =>
      new Promise((resolve, reject) => {
        manager.request(name, () => new Promise<void>((release) => resolve(() => release()))).catch(reject)
      }),
    whenFree: (name, signal) => manager.request(name, { signal }, () => {}),
  }
}

/** The lock of one tab among those that share the connection of this name; no two are alike. */
export function tabLockName(name: string): string {
  return `${tabPrefix(name)}${randomUuid()}`
}

/** How many tabs of this browser share the connection of this name, this one included; null where none can tell. */
export async function countTabs(
  name: string,
  manager: Pick<LockManager, 'query'> | null = lockManager(),
): Promise<number | null> {
  if (!manager) return null
  const { held = [] } = await manager.query()
  return held.filter((lock) => lock.name?.startsWith(tabPrefix(name))).length
}

const tabPrefix = (name: string) => `${name} tab `

/** Null where there is none, or where the very word is refused. */
function lockManager(): LockManager | null {
  try {
    return globalThis.navigator?.locks ?? null
  } catch {
    return null
  }
}
