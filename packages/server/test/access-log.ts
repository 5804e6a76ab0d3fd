/**
 * Who may see into which private project, as the tables say, with logical time: whatever began after somebody was surely
 * out, and ended before they may have been in again, must show them nothing.
 */
import type { Id } from '@copydesk/contract'
import type { Storage } from '../src/storage/storage.ts'

export class AccessLog {
  readonly #storage: Storage
  readonly #personIds: readonly Id[]
  readonly #projectIds: readonly Id[]
  /** Since when a person surely is out, by person and place; none while they may be in. */
  readonly #outSince = new Map<string, number>()
  #time = 0

  constructor(storage: Storage, personIds: readonly Id[], projectIds: readonly Id[]) {
    this.#storage = storage
    this.#personIds = personIds
    this.#projectIds = projectIds
  }

  /** A moment after all that were asked for before. */
  now(): number {
    this.#time += 1
    return this.#time
  }

  /** Whether somebody has been out of a private project from a moment on until now. */
  isOut(personId: Id, projectId: Id, since: number): boolean {
    const outSince = this.#outSince.get(`${personId} ${projectId}`)
    return outSince !== undefined && outSince <= since
  }

  /** Does what lets people in or puts them out. Meanwhile anybody may be in. */
  async change(letIn: readonly Id[], work: () => Promise<unknown>): Promise<void> {
    for (const personId of letIn) {
      for (const projectId of this.#projectIds) this.#outSince.delete(`${personId} ${projectId}`)
    }
    await work()
    await this.#read()
  }

  async #read(): Promise<void> {
    const isIn = await this.#storage.read(async (tx) => {
      const own = await tx
        .selectFrom('project_members as member')
        .innerJoin('people as person', 'person.id', 'member.member_id')
        .select(['person.id', 'member.project_id'])
        .where('person.deactivated_at', 'is', null)
        .execute()
      const byGroup = await tx
        .selectFrom('project_members as member')
        .innerJoin('group_members as inside', 'inside.group_id', 'member.member_id')
        .innerJoin('people as person', 'person.id', 'inside.person_id')
        .select(['person.id', 'member.project_id'])
        .where('person.deactivated_at', 'is', null)
        .execute()
      return new Set([...own, ...byGroup].map(({ id, project_id }) => `${id} ${project_id}`))
    })
    const now = this.now()
    for (const personId of this.#personIds) {
      for (const projectId of this.#projectIds) {
        const key = `${personId} ${projectId}`
        if (isIn.has(key)) this.#outSince.delete(key)
        else if (!this.#outSince.has(key)) this.#outSince.set(key, now)
      }
    }
  }
}
