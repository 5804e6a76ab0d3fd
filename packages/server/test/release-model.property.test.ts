/**
 * The state machine of versions, items, projects, schedules and releases, held against its model: several people send
 * commands at the same moment, and what comes of them is what the model makes of them in one of their orders.
 */
import fc from 'fast-check'
import { it } from 'vitest'
import { createContent } from '../src/content/commands.ts'
import { createGroup } from '../src/people/groups/commands.ts'
import { createProject } from '../src/projects/project/commands.ts'
import { openPropertyDesk, type PropertyDesk } from './property-desk.ts'
import type { ModelCommand } from './release-model/model.ts'
import { expectOneOf } from './release-model/orders.ts'
import { known, opening } from './release-model/peers-bugs.ts'
import { read } from './release-model/read.ts'
import { send } from './release-model/send.ts'
import { meant, moments } from './release-model/wishes.ts'
import { expectTrueReleases } from './release-truth.ts'

it('what people do at the same moment comes out as the model says', async () => {
  await fc.assert(
    fc.asyncProperty(moments, async (taken) => {
      let passedMs = 0
      const desk = await openPropertyDesk({ clockOffMs: () => passedMs })
      try {
        await begin(desk)
        for (const wishes of [...opening, ...taken]) {
          const { model, ids } = await read(desk)
          const commands = wishes.flatMap((one) => meant(one, model))
          if (commands.some(isDue)) passedMs += 2 * hourMs
          const ran = commands.some(isDue) ? desk.runJobs() : undefined
          const accepted = await Promise.all(
            commands.map((command, index) => send(desk, index, command, ids)),
          )
          await ran
          const { model: after } = await read(desk)
          expectOneOf(model, commands, accepted, after)
        }
        await expectTrueReleases(desk.storage)
      } finally {
        await desk.close()
      }
    }),
    { seed: 42, numRuns: 5, examples: known },
  )
})

const hourMs = 60 * 60 * 1000

/** What the clock does, and nobody sends. */
function isDue({ type }: ModelCommand): boolean {
  return type === 'due' || type === 'dueVersion'
}

async function begin(desk: PropertyDesk): Promise<void> {
  const [ada = '', bo = ''] = desk.personIds
  for (const title of ['One', 'Two', 'Three']) {
    await desk.run(ada, createContent({ type: 'page', language: 'en', title }))
  }
  await desk.run(ada, createGroup({ name: 'Last readers', memberIds: [bo] }))
  for (const name of ['Spring', 'Summer']) await desk.run(ada, createProject({ name }))
}
