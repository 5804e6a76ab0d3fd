/**
 * Carries out the outbox. Each lane goes on by itself, so that slow work never holds up work that people wait for.
 * Knows no domain: what there is to do comes from the composition root.
 */
import type { NewWork } from '../command/outbox.ts'
import type { Work } from '../command/work.ts'
import { Lane } from './lane.ts'
import type { WorkParts } from './parts.ts'

export interface JobsOptions extends WorkParts {
  works: readonly Work[]
  /** The outbox is looked at this often even if nothing woke us. */
  idleMs?: number
}

/** One per server process. Entries of names that are not among its works wait for a version that knows them. */
export class Jobs {
  readonly #lanes: readonly Lane[]

  constructor({ works, idleMs = 5000, ...parts }: JobsOptions) {
    const names = new Set(works.map(({ name }) => name))
    if (names.size < works.length) throw new Error('Two pieces of work have the same name')
    const lanes = Map.groupBy(works, ({ lane }) => lane)
    this.#lanes = [...lanes.values()].map((own) => new Lane(parts, own, idleMs))
  }

  /**
   * There may be work: begins with it, or goes on until that is done too. Lanes without work of these names need not
   * look. The first call for a lane starts it.
   */
  wake(work: NewWork = 'any'): void {
    for (const lane of this.#lanes) if (work === 'any' || lane.hasAnyOf(work)) lane.wake()
  }

  /** Carries out everything that is due now; for tests, and for commands that end after it. */
  async drain(): Promise<void> {
    // What one lane does may be work for any other: until all of them, one after the other, have none.
    let idle = 0
    for (let turn = 0; idle < this.#lanes.length; turn += 1) {
      const isAny = await this.#lanes[turn % this.#lanes.length]?.drain()
      idle = isAny ? 0 : idle + 1
    }
  }

  /** Ends after the batches that are being done. What is left stays in the outbox. */
  async stop(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.stop()))
  }
}
