/** A page that sleeps as a computer does: its scripts stand still, its connection ends meanwhile, and then it is back. */
import { type Comment, channels, type Project, type Snapshot } from '@copydesk/contract'
import { type StartedServer, signInAs } from '@copydesk/testkit'
import type { FaultProxy } from '@copydesk/testkit/fault-proxy'
import type { Page } from 'playwright-core'

export interface Gap {
  ms: number
  recovered: number
}

/** Three comments are written while it sleeps; the page tells how long it was away and what it fetched then. */
export async function sleepAndRecover(page: Page, proxy: FaultProxy, server: StartedServer): Promise<Gap> {
  const editor = await signInAs(server.url, 'editor')
  const { id } = await editor.post<Project>('/projects', { name: 'Overnight' })
  const { position } = await editor.get<Snapshot<Project>>(`/projects/${id}`)
  await page.evaluate(fallAsleepOnceLive, { ...position, channel: channels.project(id) })
  const devTools = await page.context().newCDPSession(page)
  // Headless browsers freeze no page that is asked to; this stops its scripts as surely.
  const stopped = new Promise((resolve) => devTools.once('Debugger.paused', resolve))
  await devTools.send('Debugger.enable')
  await devTools.send('Debugger.pause')
  await stopped
  proxy.cut()
  for (const body of ['one', 'two', 'three']) {
    await editor.post<Comment>(`/projects/${id}/comments`, { body })
  }
  proxy.faults = []
  await devTools.send('Debugger.disable')
  return page.evaluate(() => window.comeBack)
}

declare global {
  interface Window {
    comeBack: Promise<Gap>
  }
}

/** In the page: resolves when it follows the channel, and leaves behind what it will tell once it is back. */
function fallAsleepOnceLive(position: { channel: string; epoch: string; offset: number }): Promise<void> {
  let awakeAt = Date.now()
  setInterval(() => {
    awakeAt = Date.now()
  }, 50)
  const follow = (onFollowed: (missed: number) => void) => {
    const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/connection/websocket`)
    const subscribe = JSON.stringify({ id: 2, subscribe: { recover: true, ...position } })
    socket.onopen = () => socket.send(`{"id":1,"connect":{}}\n${subscribe}`)
    socket.onmessage = ({ data }) => {
      for (const line of String(data).split('\n')) {
        const { subscribe: followed } = JSON.parse(line)
        if (followed) onFollowed(followed.publications?.length ?? 0)
      }
    }
    return socket
  }
  return new Promise((resolve) => {
    const socket = follow(() => resolve())
    window.comeBack = new Promise((told) => {
      socket.onclose = () => {
        const sleptAt = awakeAt
        follow((recovered) => told({ ms: Date.now() - sleptAt, recovered }))
      }
    })
  })
}
