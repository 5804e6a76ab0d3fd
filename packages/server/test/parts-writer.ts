/**
 * A process that marks a whole inbox as read and is killed after the first part of that, which it says by a line. Started
 * by crash.test.ts with the database's path or address, and whose inbox it is.
 */
import { uuidv7 } from 'uuidv7'
import { CommandRunner } from '../src/command/command-runner.ts'
import { readAll } from '../src/notifications/commands.ts'
import { openAt } from './open-at.ts'

const [, , database, personId] = process.argv
if (!database || !personId) throw new Error('usage: parts-writer DATABASE PERSON')
const stopped = Promise.withResolvers<void>()
const runner = new CommandRunner({
  storage: await openAt(database),
  broker: { publish: () => {} },
  now: Date.now,
  newId: uuidv7,
  onWork: () => {},
  onEvents: () => {
    process.stdout.write('part\n')
    return stopped.promise
  },
})
const idempotencyKey = { personId, key: 'all', requestHash: 'x' }
await runner.run({ actor: { id: personId, kind: 'person' }, idempotencyKey }, readAll(personId, {}))
