/**
 * Behind a proxy that knows no WebSockets the app is live all the same; behind one that holds everything back it is
 * delayed and says so; and when the way is free again it is as live as anywhere, without a reload.
 */
import type { Comment } from '@copydesk/contract'
import { bufferAnswers, type Fault, startFaultProxy, stripUpgrade } from '@copydesk/testkit/fault-proxy'
import type { Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { liveStatus } from '../src/frame.ts'
import { watchPage } from '../src/page-watch.ts'
import { comment, composer } from '../src/project-page.ts'
import { buildProject } from '../src/sample-project.ts'
import { demoPeople, patienceMs } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

const { editor } = demoPeople

/** Rosa behind the proxy, and Elias who writes comments somewhere else. */
async function setUp(place: string, faults: Fault[]) {
  const box = await startFaultProxy(stage.server.port, faults)
  onTestFinished(() => box.stop())
  const api = await stage.server.signIn('editor')
  const { project } = await buildProject(api, `Behind a proxy ${place}`)
  const page = await stage.enter('reviewer', `${box.url}/projects/${project.id}?tab=comments`)
  await composer(page).waitFor()
  const write = (body: string) => api.post<Comment>(`/projects/${project.id}/comments`, { body })
  return { box, page, write }
}

/** What the status says beside its word. */
async function readStatus(page: Page, word: 'Live' | 'Delayed', text: string | RegExp): Promise<void> {
  await liveStatus(page, word).click()
  await page.getByRole('dialog', { name: 'Live updates' }).getByText(text).waitFor()
  await page.keyboard.press('Escape')
}

/** The device was on no network for a moment. */
const wake = (page: Page) =>
  page.evaluate(() => {
    window.dispatchEvent(new Event('offline'))
    window.dispatchEvent(new Event('online'))
  })

it('is live over an HTTP stream where WebSockets are not known, and climbs back when they are', async () => {
  const { box, page, write } = await setUp('without WebSockets', [stripUpgrade()])
  await readStatus(page, 'Live', 'WebSockets do not get through from here')
  expect(box.tunnels).toBe(0)
  await write('Over a stream')
  await comment(page, editor.name, 'Over a stream').waitFor()

  const watch = watchPage(page)
  box.faults = []
  await wake(page)
  await expect.poll(() => box.tunnels, { timeout: patienceMs }).toBeGreaterThan(0)
  await readStatus(page, 'Live', /by themselves\.$/)
  await write('Over a socket again')
  await comment(page, editor.name, 'Over a socket again').waitFor()
  expect(watch.loads).toBe(0)
  expect(watch.snapshots).toEqual([])
})

it('is delayed, and says so, where answers are held back', async () => {
  const { box, page, write } = await setUp('that holds back', [stripUpgrade(), bufferAnswers()])
  await readStatus(page, 'Delayed', 'HTTP streams do not get through from here')
  await write('In a while')
  await comment(page, editor.name, 'In a while').waitFor()

  box.faults = []
  await wake(page)
  await liveStatus(page, 'Live').waitFor()
  await write('At once')
  await comment(page, editor.name, 'At once').waitFor()
  await expect.poll(() => box.tunnels, { timeout: patienceMs }).toBeGreaterThan(0)
})
