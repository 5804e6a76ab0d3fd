// What a consumer's compiler must understand: every entry, with types and not with `any`.
import { createApi, createDesk, createLive, type Desk } from '@copydesk/client'
import { type ConnectionStatus, Realtime } from '@copydesk/client/realtime'
import { Realtime as RealtimeOfThePage } from '@copydesk/client/realtime.browser.js'
import { serveInTab } from '@copydesk/client/realtime-worker'
import { createTransportMemory, SharedRealtime } from '@copydesk/client/shared-realtime'
import { errors, type Project } from '@copydesk/contract'
import { checks } from '@copydesk/doctor'
import { createHub, createMemoryBroker, createMemoryJournal, type Hub } from '@copydesk/hub'
import { Namespaces } from '@copydesk/hub/namespaces'
import { createServerApi } from '@copydesk/hub/server-api'
import { createStandaloneHub } from '@copydesk/hub/standalone'
import { useConnectionStatus } from '@copydesk/react'

export const hub: Hub = createHub({
  journal: createMemoryJournal(),
  broker: createMemoryBroker(),
  authenticate: async ({ token }) =>
    token === 'secret'
      ? { ok: true, auth: { user: 'ann' } }
      : { ok: false, reason: 'denied', message: 'wrong token' },
  authorize: async ({ action }) => (action === 'subscribe' ? { ok: true } : { ok: false, reason: 'denied' }),
  rulesFor: () => ({ recoverable: true, presence: false, joinLeave: false }),
  isOriginAllowed: () => true,
})

const api = createApi()
const realtime = new Realtime({ url: 'wss://desk.example/connection/websocket' })
export const status: ConnectionStatus = realtime.getStatus()
export const open = async (): Promise<Desk> => createDesk({ api, realtime, person: await api.me.get() })
export const nameOf = (project: Project): string => project.name
export const title: string = errors.not_found.title
export const entries = {
  checks,
  createServerApi,
  createStandaloneHub,
  Namespaces,
  createLive,
  createTransportMemory,
  RealtimeOfThePage,
  serveInTab,
  SharedRealtime,
  useConnectionStatus,
}

// @ts-expect-error: were the types missing, this would be no mistake.
export const wrong: number = realtime.getStatus()
