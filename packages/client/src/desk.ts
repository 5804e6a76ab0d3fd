/**
 * One signed-in person's desk: the API, the connection, the live snapshots and the commands, put together.
 * The composition root of the client; holds no logic of its own.
 */
import type { Person } from '@copydesk/contract'
import type { Api } from './api.ts'
import { createCommands, type DeskCommands } from './commands.ts'
import { type CommandRunner, createCommandRunner } from './live/command-runner.ts'
import { createLiveStore, type LiveStore } from './live/live-store.ts'
import { createDeskLives, type DeskLives } from './lives.ts'
import { createHereStores, type HereStore } from './projects/here-store.ts'
import { type Clock, systemClock } from './realtime/clock.ts'
import type { RealtimeConnection } from './realtime/connection.ts'

export interface DeskOptions {
  api: Api
  realtime: RealtimeConnection
  /** The signed-in person. A desk belongs to one; make another after signing in as somebody else. */
  person: Person
  clock?: Clock
  random?: () => number
}

export interface Desk {
  readonly api: Api
  readonly realtime: RealtimeConnection
  readonly person: Person
  readonly store: LiveStore
  readonly lives: DeskLives
  readonly commands: DeskCommands
  /** Calls back for each command that failed (and was rolled back), e.g. to show it. */
  readonly onFailure: CommandRunner['onFailure']
  /** Who is looking at a project now. */
  here(projectId: string): HereStore
  /** Loads everything on screen anew, in place: the Refresh button. */
  refreshAll(): Promise<void>
}

/** Puts a desk together. Starts nothing: call `realtime.start()`. */
export function createDesk({ api, realtime, person, ...options }: DeskOptions): Desk {
  const clock = options.clock ?? systemClock
  const random = options.random ?? Math.random
  const store = createLiveStore()
  const runner = createCommandRunner({ store, realtime, me: person.id, clock })
  return {
    api,
    realtime,
    person,
    store,
    lives: createDeskLives({ api, realtime, store, me: person.id, clock, random }),
    commands: createCommands(api, store, runner),
    onFailure: runner.onFailure,
    here: createHereStores(realtime, clock),
    refreshAll: () => store.refreshAll(),
  }
}
