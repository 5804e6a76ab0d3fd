/** The largest release there may be is taken back in one piece, what it made new and what it replaced alike. */
import type { PublishResult, RevertResult } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { writeContent } from '../src/content/bulk.ts'
import { call } from './desk.ts'
import { createDeskTest } from './desk-test.ts'
import { largestPublications } from './journaled.ts'
import { expectTrueReleases } from './release-truth.ts'

const many = 5_000

it('a release of 5,000 items is reverted, and that revert too', async () => {
  const { ben, desk, people, runJobs, services, storage } = await createDeskTest()
  const actor = { id: people.ben.id, kind: 'person' as const }
  const { body: contentIds } = await services.runner.run({ actor }, async (context) => {
    const texts = [{ language: 'en', title: 'Page', body: 'text '.repeat(200) }] as const
    const { contents, events } = await writeContent(context, {
      contents: Array.from({ length: many }, () => ({ type: 'page' as const, texts })),
    })
    return { body: contents.map((content) => content.contentId), events }
  })
  const post = <T>(path: string, payload: object) =>
    call<T>(ben, { method: 'POST', url: `/api/v1${path}`, payload })
  const publish = async (projectId: string) =>
    (await post<PublishResult>(`/projects/${projectId}/publish`, { mode: 'all' })).release
  const project = await desk.project()
  const items = await desk.add(project.id, ...contentIds.map((contentId) => ({ contentId })))
  await desk.move(project.id, items, 'in_review', 'ready')
  let release = await publish(project.id)
  expect(release).toMatchObject({ publishedCount: many, takenDownCount: 0 })
  for (const counts of [
    { publishedCount: 0, takenDownCount: many },
    { publishedCount: many, takenDownCount: 0 },
  ]) {
    const reverting = await post<RevertResult>(`/releases/${release.id}/revert`, {})
    release = await publish(reverting.project.id)
    expect(release).toMatchObject(counts)
  }
  await runJobs()
  await expectTrueReleases(storage)
  for (const [channel, bytes] of await largestPublications(storage)) {
    expect(bytes, channel).toBeLessThan(channel.startsWith('project:') ? many * 100 : 64_000)
  }
})
