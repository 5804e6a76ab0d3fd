/** What lies with the browser itself: too few connections, and a sleep, which is none of anybody's faults. */
import { answer, only, type RequestHead, startFaultProxy, stripUpgrade } from '@copydesk/testkit/fault-proxy'
import { expect, it, onTestFinished } from 'vitest'
import { connectionPath, readWay, runChecks, verdict } from '../src/connection-page.ts'
import { liveStatus } from '../src/frame.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('row 20, as many windows as a browser has connections to a host: says to close some', async () => {
  const box = await startFaultProxy(stage.server.port, [stripUpgrade()])
  onTestFinished(() => box.stop())
  const page = await stage.open(box.url)
  const context = page.context()
  // As in a browser without shared workers: each window holds a stream of its own.
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'SharedWorker'))
  await page.reload()
  await page.getByRole('button', { name: /^Administrator/ }).click()
  await page.getByRole('button', { name: /^You:/ }).waitFor()
  await page.goto(box.url + connectionPath)
  await page.getByRole('heading', { name: 'Open connections' }).waitFor()
  await liveStatus(page, 'Live').waitFor()
  for (let windows = 2; windows <= 6; windows += 1) {
    const another = await context.newPage()
    await another.goto(`${box.url}/projects`)
    // The sixth asks for changes instead of holding a stream: nothing else of it would get through.
    await liveStatus(another, windows < 6 ? 'Live' : 'Delayed').waitFor({ timeout: 60_000 })
  }
  // What is left is taken by a page that does not know better. The others of its streams wait in line before all that
  // comes later: a window whose stream ends, because no answer to a ping gets through, makes room for one of them.
  const other = await context.newPage()
  await other.goto(`${box.url}/livez`)
  await other.evaluate(() => {
    const streams = Array.from({ length: 6 }, () => fetch('/events?channel=projects', { priority: 'high' }))
    return Promise.any(streams).then(() => undefined)
  })
  await runChecks(page)
  await verdict(page)
    .getByRole('heading', { name: 'The browser has no connection to this host left' })
    .waitFor()
  expect(await verdict(page).innerText()).toMatch(
    /6 windows hold a connection each.*\n[\s\S]*Close other windows/,
  )
})

it('row 27, a computer that slept: nothing is wrong, and it says what happened', async () => {
  const page = await stage.open(connectionPath)
  await page.clock.install()
  await page.reload()
  await page.getByRole('button', { name: /^Administrator/ }).click()
  await liveStatus(page, 'Live').waitFor()
  await page.clock.fastForward('40:00')
  await runChecks(page)
  await verdict(page)
    .getByRole('heading', { name: 'WebSockets get through, and carry what is sent.' })
    .waitFor()
  await verdict(page).getByText('The computer slept, or the tab was put to sleep').waitFor()
  await verdict(page)
    .getByText(/slept for 24\d\d s.* What was missed has been fetched since/)
    .waitFor()
})

/** What the app itself asks of live updates; the checks put a mark into the query. */
const ofTheApp = ({ target }: RequestHead) =>
  (target.startsWith('/connection/') && !target.includes('probe=')) || target.startsWith('/api/v1/changes')

it('an app that is not live though every check is good: is a finding after half a minute, and never "Works"', async () => {
  const box = await startFaultProxy(stage.server.port, [only(ofTheApp, answer({ status: 500 }))])
  onTestFinished(() => box.stop())
  const page = await stage.open(box.url + connectionPath)
  await page.clock.install()
  await page.reload()
  await page.getByRole('button', { name: /^Administrator/ }).click()
  await liveStatus(page, 'Reconnecting').waitFor()
  await runChecks(page)
  expect((await readWay(page))[0]).toBe('This browser: Not known')
  await page.clock.fastForward('00:31')
  await page.getByRole('button', { name: 'Run the checks again' }).click()
  await verdict(page)
    .getByRole('heading', { name: 'The checks are good, but this app is not live', level: 2 })
    .waitFor()
  expect((await readWay(page))[0]).toBe('This browser: The fault is here')
  await verdict(page)
    .getByText(/the app itself has not been live\. It says: .*Trying again/)
    .waitFor()
})
