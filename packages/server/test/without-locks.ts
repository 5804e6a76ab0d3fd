/**
 * The fault that the doors are for, built on purpose: row locks are left out, and what two commands read of a project
 * reaches them at the same moment, which chance would bring about some day.
 */
import type { KyselyPlugin, SelectQueryNode } from 'kysely'
import type { Storage } from '../src/storage/storage.ts'

export interface Unlocked {
  arrange(storage: Storage): Storage
  /** From now on, two that read what they should have locked wait for each other. */
  meet(): void
}

export function withoutLocks(): Unlocked {
  let met: PromiseWithResolvers<void> | undefined
  let arrived = 0
  const arrive = async () => {
    arrived += 1
    if (arrived === 2) met?.resolve()
    await met?.promise
  }
  return {
    arrange: (storage) => ({
      ...storage,
      write: (work) => storage.write((tx) => work(tx.withPlugin(new Unlocking(arrive)))),
    }),
    meet: () => {
      met = Promise.withResolvers()
      arrived = 0
    },
  }
}

class Unlocking implements KyselyPlugin {
  readonly #arrive: () => Promise<void>
  readonly #unlocked = new WeakSet<object>()

  constructor(arrive: () => Promise<void>) {
    this.#arrive = arrive
  }

  transformQuery({ node, queryId }: Parameters<KyselyPlugin['transformQuery']>[0]) {
    if (node.kind !== 'SelectQueryNode' || !node.endModifiers) return node
    this.#unlocked.add(queryId)
    const { endModifiers: _, ...unlocked } = node
    return unlocked as SelectQueryNode
  }

  async transformResult({ queryId, result }: Parameters<KyselyPlugin['transformResult']>[0]) {
    if (this.#unlocked.has(queryId)) await this.#arrive()
    return result
  }
}
