/** One content item that a hundred projects hold versions of: whatever happens to it, no channel gets much at once. */
import type { ProjectItem, PublishResult } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { createDeskTest } from '../../test/desk-test.ts'
import { largestPublications } from '../../test/journaled.ts'
import { addItems } from '../projects/items/commands/add-items.ts'
import { changeItem } from '../projects/items/commands/change-items.ts'
import { createProject } from '../projects/project/commands.ts'
import { deleteProject } from '../projects/project/deletion.ts'
import { publish } from '../projects/releases/publish.ts'
import { writeContent } from './bulk.ts'
import { changeVersion } from './commands.ts'
import { lockTexts } from './door.ts'

const many = 100

it('is edited, published, replaced and let go of in small publications', async () => {
  const { desk, people, runJobs, services, storage } = await createDeskTest()
  const actor = { id: people.ben.id, kind: 'person' as const }
  const run = async <Body>(command: Parameters<typeof services.runner.run<Body>>[1]) =>
    (await services.runner.run({ actor }, command)).body
  const { content } = await desk.content({ title: 'Wanted' })
  const versionIds = await run(async (context) => {
    await lockTexts(context.tx, [content.id])
    const versions = Array.from({ length: many }, (_, index) => ({
      ...{ contentId: content.id, language: 'en', title: `Draft ${index}`, body: '' },
    }))
    const { versionIds: written, events } = await writeContent(context, { versions })
    return { body: written, events }
  })
  const held: { projectId: string; item: ProjectItem }[] = []
  for (const versionId of versionIds) {
    const project = await run(createProject({ name: `Project ${held.length}` }))
    const { data } = await run(addItems(project.id, [{ contentId: content.id, versionId }]))
    held.push({ projectId: project.id, item: data[0] as ProjectItem })
  }
  const released: PublishResult[] = []
  for (const { projectId, item } of held.slice(0, 3)) {
    await run(changeVersion(content.id, item.versionId, { title: 'Edited' }))
    for (const status of ['in_review', 'ready'] as const)
      await run(changeItem(projectId, item.id, { status }))
    released.push(await run(publish(projectId, { mode: 'all', replace: true })))
  }
  await run(deleteProject(held.at(-1)?.projectId ?? '', 30))
  await runJobs()
  expect(released.map(({ items }) => items.length)).toEqual([1, 1, 1])
  const largest = await largestPublications(storage)
  expect(largest.size).toBeGreaterThan(many)
  // What is told of all hundred drafts at once, where they were begun together, is the largest.
  for (const [channel, bytes] of largest) expect(bytes, channel).toBeLessThan(64_000)
})
