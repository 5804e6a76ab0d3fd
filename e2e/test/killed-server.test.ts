/**
 * The server is killed in the middle of writing and started again: whatever it acknowledged is there, both windows
 * catch up by recovery alone, and each event is on every screen exactly once.
 */
import type { Comment, CommentsState, InboxCounts, LiveToken } from '@copydesk/contract'
import type { ApiCaller } from '@copydesk/testkit'
import type { Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { untilAtRest } from '../src/at-rest.ts'
import { bell, liveStatus } from '../src/frame.ts'
import { watchPage } from '../src/page-watch.ts'
import { followPlainly, offsetsAfter } from '../src/plain-subscription.ts'
import { composer } from '../src/project-page.ts'
import { buildProject, positionOf } from '../src/sample-project.ts'
import { patienceMs } from '../src/stage.ts'
import { numbersIn, startWriting } from '../src/steady-writer.ts'
import { useStage } from '../src/use-stage.ts'

/** So few that all that follows from them is replayed together, however late a window comes back: 2.8 kB each, of 128. */
const count = 32

const stage = useStage()

it('loses nothing, and shows everything once', async () => {
  const { server } = stage
  const owner = await server.signIn('editor')
  const writerApi = await server.signIn('admin')
  const { project } = await buildProject(owner, 'Night shift')
  const { unread } = await owner.get<InboxCounts>('/notifications/counts')
  const since = await positionOf(owner, project.id)
  const { token } = await owner.post<LiveToken>('/live/token')
  const url = `ws://127.0.0.1:${server.port}/connection/websocket`
  const feed = await followPlainly({ url, token, since })
  onTestFinished(() => feed.stop())
  const path = `/projects/${project.id}?tab=comments`
  const elias = await stage.enter('editor', path)
  const windows = [elias, await stage.enter('reviewer', path)]
  for (const page of windows) {
    await composer(page).waitFor()
    await liveStatus(page, 'Live').waitFor()
    await untilAtRest(page)
  }
  const watches = windows.map(watchPage)

  const writer = startWriting({ api: writerApi, projectId: project.id, count, atOnce: 4 })
  await writer.until(count / 4)
  await server.kill('SIGKILL')
  const acknowledgedAtDeath = [...writer.acknowledged]
  expect(acknowledgedAtDeath.length).toBeLessThan(count)
  for (const page of windows) await liveStatus(page, 'Reconnecting').waitFor()
  await server.restart()

  // Before anyone sends anything again: what was acknowledged is in the database.
  const survived = numbersIn(await bodiesOf(owner, project.id))
  expect(survived).toEqual(expect.arrayContaining(numbersIn(acknowledgedAtDeath)))
  writer.resume()
  await writer.finished
  expect(writer.unanswered).toBeGreaterThan(0)

  const everyOne = Array.from({ length: count }, (_, index) => index + 1)
  expect(numbersIn(await bodiesOf(owner, project.id))).toEqual(everyOne)
  for (const page of windows) {
    await liveStatus(page, 'Live').waitFor()
    await expect.poll(() => shownOn(page), { timeout: patienceMs }).toEqual(everyOne)
  }
  // Notifications come from jobs that were cut off too: one for each comment, to the owner of the project.
  await bell(elias, unread + count).waitFor()

  await expect.poll(() => feed.publications.length, { timeout: patienceMs }).toBe(count)
  expect(feed.offsets()).toEqual(offsetsAfter(since.offset, count))
  const events = feed.events()
  expect(new Set(events.map((event) => event.id)).size).toBe(count)
  expect(
    numbersIn(events.flatMap((event) => (event.type === 'comment.created' ? [event.comment.body] : []))),
  ).toEqual(everyOne)
  expect(feed.subscribed.slice(1)).not.toHaveLength(0)
  for (const again of feed.subscribed.slice(1))
    expect(again).toMatchObject({ wasRecovering: true, recovered: true })

  for (const { loads, snapshots } of watches)
    expect({ loads, snapshots }).toEqual({ loads: 0, snapshots: [] })
})

/** Every comment of the project, through all pages. */
async function bodiesOf(api: ApiCaller, projectId: string): Promise<string[]> {
  const comments: Comment[] = []
  let cursor: string | null = null
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page: CommentsState = await api.get(`/projects/${projectId}/comments?limit=50${query}`)
    comments.push(...page.data)
    cursor = page.nextCursor
  } while (cursor !== null)
  return comments.map(({ body }) => body)
}

/** The numbers of the comments on the screen, as often as they are there. */
async function shownOn(page: Page): Promise<number[]> {
  return numbersIn(await page.getByRole('article').allInnerTexts())
}
