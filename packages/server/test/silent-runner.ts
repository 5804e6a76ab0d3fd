/** Runs commands by a clock of the test, and tells nobody: neither other servers nor jobs. */
import { uuidv7 } from 'uuidv7'
import { CommandRunner } from '../src/command/command-runner.ts'
import { recordActivity } from '../src/projects/activity/record.ts'
import type { Storage } from '../src/storage/storage.ts'

export function silentRunner(storage: Storage, now: () => number): CommandRunner {
  const broker = { publish: () => {} }
  return new CommandRunner({ storage, broker, now, newId: uuidv7, record: recordActivity, onWork: () => {} })
}
