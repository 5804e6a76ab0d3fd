/**
 * The switches: with WebSockets off the browser opens none and everything works. Where no transport is left, the status
 * says what is off and by which setting, and Refresh brings what others did, in place.
 */

import type { LiveInfo } from '@copydesk/contract'
import { type FaultProxy, startFaultProxy } from '@copydesk/testkit/fault-proxy'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { liveStatus } from '../src/frame.ts'
import { watchPage } from '../src/page-watch.ts'
import { comment, itemWith, moveItem, openComments, publish, writeComment } from '../src/project-page.ts'
import { buildProject } from '../src/sample-project.ts'
import { demoPeople, signIn } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage({ env: { COPYDESK_WEBSOCKETS_ENABLED: 'false' } })

const { editor } = demoPeople

let wire: FaultProxy
beforeAll(async () => {
  wire = await startFaultProxy(stage.server.port)
})
afterAll(() => wire.stop())

/** The address of the server through the wire that is listened to. */
const onTheWire = (path = '/') => `http://127.0.0.1:${wire.port}${path}`

/** Every WebSocket that the window itself opens, as the browser's own network log and Playwright see it. */
async function watchSockets(page: Page): Promise<string[]> {
  const opened: string[] = []
  page.on('websocket', (socket) => opened.push(socket.url()))
  const log = await page.context().newCDPSession(page)
  log.on('Network.webSocketCreated', ({ url }) => opened.push(url))
  await log.send('Network.enable')
  return opened
}

/** A whole working day of Elias with Rosa in another window, and the WebSockets that they opened. */
async function workADay(setting: string): Promise<string[]> {
  const api = await stage.server.signIn('editor')
  const { websocket, transports } = await api.get<LiveInfo>('/live')
  expect(websocket).toEqual({ enabled: false, reason: expect.stringContaining(setting) })
  const isByHand = transports.length === 0
  const { project } = await buildProject(api, 'By hand', ['Cover story'])
  const path = `/projects/${project.id}`
  const elias = await stage.open(onTheWire())
  const rosa = await stage.open(onTheWire())
  const sockets = await Promise.all([elias, rosa].map(watchSockets))
  for (const [page, person] of [
    [elias, 'editor'],
    [rosa, 'reviewer'],
  ] as const) {
    await signIn(page, person)
    if (isByHand) {
      await liveStatus(page, 'Off').click()
      await page.getByRole('dialog', { name: 'Live updates' }).getByText(setting).waitFor()
      await page.keyboard.press('Escape')
    }
    await page.goto(onTheWire(path))
    await itemWith(page, 'Cover story', 'Draft').waitFor()
  }
  const watch = watchPage(rosa)

  await moveItem(elias, 'Cover story', 'In review')
  await itemWith(elias, 'Cover story', 'In review').waitFor()
  await moveItem(elias, 'Cover story', 'Ready to publish')
  await itemWith(elias, 'Cover story', 'Ready').waitFor()
  await publish(elias, 'Publish all')
  await itemWith(elias, 'Cover story', 'Published').waitFor()
  await openComments(elias)
  await writeComment(elias, 'All done, without a socket')
  await comment(elias, editor.name, 'All done').waitFor()

  if (isByHand) {
    expect(await itemWith(rosa, 'Cover story', 'Draft').count()).toBe(1)
    await rosa.getByRole('button', { name: 'Refresh' }).click()
  }
  await itemWith(rosa, 'Cover story', 'Published').waitFor()
  await openComments(rosa)
  await comment(rosa, editor.name, 'All done').waitFor()
  expect(watch.loads).toBe(0)
  return sockets.flat()
}

it('opens no WebSocket with COPYDESK_WEBSOCKETS_ENABLED=false, and everything works', async () => {
  expect(await workADay('COPYDESK_WEBSOCKETS_ENABLED')).toEqual([])
  expect(wire.upgrades).toBe(0)
})

it('updates by hand alone with COPYDESK_TRANSPORTS=none', async () => {
  await stage.server.restart({ COPYDESK_TRANSPORTS: 'none' })
  const { transports } = await (await stage.server.signIn('editor')).get<LiveInfo>('/live')
  expect(transports).toEqual([])
  expect(await workADay('COPYDESK_TRANSPORTS')).toEqual([])
  expect(wire.upgrades).toBe(0)
})

it('is live again after the switch was turned back', async () => {
  await stage.server.restart({})
  const page = await stage.open(onTheWire())
  await signIn(page, 'editor')
  await liveStatus(page, 'Live').waitFor()
  expect(wire.upgrades).toBeGreaterThan(0)
})
