/** The live list of groups. */
import { applyGroups, channels, type Groups, type GroupsEvent } from '@copydesk/contract'
import type { Api } from '../../api.ts'
import { liveKey } from '../../live/live-store.ts'
import type { Live } from '../../live/live-types.ts'
import type { SharedLive } from '../../live/shared-live.ts'

const groupsKey = liveKey<Groups>('groups')

export interface GroupLives {
  groups(): Live<Groups>
}

export function createGroupLives(shared: SharedLive, { groups }: Api): GroupLives {
  return {
    groups: () =>
      shared<Groups, GroupsEvent>(groupsKey, {
        channel: channels.people,
        load: (call) => groups.list(call),
        reduce: applyGroups,
      }),
  }
}
