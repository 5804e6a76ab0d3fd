/** What routes and jobs work with. Built once, in the composition root (`cli/`) or by a test. */
import type { Id } from '@copydesk/contract'
import type { Broker } from '@copydesk/hub'
import type { CommandRunner } from './command/command-runner.ts'
import type { Settings } from './settings/settings.ts'
import type { Storage } from './storage/storage.ts'

export interface Services {
  settings: Settings
  storage: Storage
  broker: Broker
  runner: CommandRunner
  /** Milliseconds since 1970. */
  now: () => number
  /** Milliseconds that only grow, whatever happens to the clock; for limits and waits within this process. */
  elapsed: () => number
  /** A UUIDv7 that sorts after every one given out before by this process. */
  newId: () => Id
}
