/** The live list of what is in the trash: its channel says when to load it again. */
import { channels, type TrashChanged, type TrashFilter, type TrashState } from '@copydesk/contract'
import type { Api } from '../api.ts'
import { liveKey } from '../live/live-store.ts'
import type { Live } from '../live/live-types.ts'
import type { SharedLive } from '../live/shared-live.ts'

const trashKey = (filter: TrashFilter) => liveKey<TrashState>(`trash:${JSON.stringify(filter)}`)

export interface TrashLives {
  /** What was deleted last comes first. */
  trash(filter?: Partial<TrashFilter>): Live<TrashState>
}

export function createTrashLives(shared: SharedLive, { trash }: Api): TrashLives {
  return {
    trash: (partial = {}) => {
      const filter: TrashFilter = { q: partial.q?.trim() ?? '', kind: partial.kind ?? null }
      return shared<TrashState, TrashChanged>(trashKey(filter), {
        channel: channels.trash,
        load: (call) => trash.list(filter, call),
        reduce: (state) => state,
        isIncomplete: (event) => event.type === 'trash.changed',
      })
    },
  }
}
