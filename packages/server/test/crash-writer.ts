/**
 * A process that writes without pause until it is killed. Prints the id that each command wrote once it is
 * acknowledged. Started by crash.test.ts with the database's path or address.
 */
import { uuidv7 } from 'uuidv7'
import { event } from '../src/command/command.ts'
import { CommandRunner } from '../src/command/command-runner.ts'
import { countProjects } from '../src/projects/project/count-projects.ts'
import { openAt } from './open-at.ts'

const database = process.argv[2]
if (!database) throw new Error('usage: crash-writer DATABASE')
const storage = await openAt(database)
const broker = { publish: () => {} }
const runner = new CommandRunner({ storage, broker, now: Date.now, newId: uuidv7, onWork: () => {} })
const actor = { id: uuidv7(), kind: 'system' as const }

while (true) {
  const projectId = uuidv7()
  const key = { personId: actor.id, key: projectId, requestHash: 'x' }
  await runner.run({ actor, idempotencyKey: key }, async (context) => {
    await context.tx.insertInto('meta').values({ key: projectId, value: 'written' }).execute()
    return {
      body: { projectId },
      events: [
        { channel: 'projects', event: event(context, 'project.deleted', { projectId }) },
        { channel: `project:${projectId}`, event: event(context, 'project.deleted', { projectId }) },
      ],
      outbox: [countProjects.entry({ projectId })],
    }
  })
  process.stdout.write(`${projectId}\n`)
}
