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
import { expectTrueReferences } from './reference-truth.ts'
import { expectOneOf } from './release-model/orders.ts'
import { known, opening } from './release-model/peers-bugs.ts'
import { read } from './release-model/read.ts'
import { isByItself, send } from './release-model/send.ts'
import { leapMs, meant, moments } from './release-model/wishes.ts'
import { expectTrueReleases } from './release-truth.ts'

it('what people do at the same moment comes out as the model says', async () => {
  await fc.assert(
    fc.asyncProperty(moments, async (taken) => {
      let passedMs = 0
      const desk = await openPropertyDesk({ clockOffMs: () => passedMs })
      try {
        await begin(desk)
        let before = await read(desk)
        for (const wishes of [...opening, ...taken]) {
          const { model, ids } = before
          // Who is asked is looked at again once all are answered, so nothing else comes due meanwhile.
          const isRegrouped = wishes.some(({ type }) => type === 'group')
          if (!isRegrouped) passedMs += leapMs(wishes, model, desk.now())
          const commands = wishes.flatMap((one) => meant(one, model, desk.now() + secondMs))
          const ran = commands.some(isByItself) ? desk.runJobs() : undefined
          const accepted = await Promise.all(
            commands.map((command, index) => send(desk, index, command, ids)),
          )
          await ran
          if (isRegrouped) await desk.runJobs()
          before = await read(desk)
          const last = isRegrouped ? [{ type: 'recheck' as const }] : []
          expectOneOf(model, commands, accepted, before.model, last)
        }
        await expectTrueReleases(desk.storage)
        await expectTrueReferences(desk.storage)
      } finally {
        await desk.close()
      }
    }),
    // The examples are runs of their own.
    { seed: 42, numRuns: known.length + 1, examples: known, endOnFailure: true },
  )
})

/** Jobs look at the clock a second later. */
const secondMs = 1000

async function begin(desk: PropertyDesk): Promise<void> {
  const [ada = '', bo = ''] = desk.personIds
  for (const title of ['One', 'Two', 'Three']) {
    await desk.run(ada, createContent({ type: 'page', language: 'en', title }))
  }
  await desk.run(ada, createGroup({ name: 'Last readers', memberIds: [bo] }))
  for (const name of ['Spring', 'Summer']) await desk.run(ada, createProject({ name }))
}
