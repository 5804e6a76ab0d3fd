/** Renders components inside a desk over canned answers and a connection under the test's hand. */
import {
  type ConnectionStatus,
  createApi,
  type FailedCommand,
  type Present,
  type RealtimeConnection,
} from '@copydesk/client'
import { channels, type Person } from '@copydesk/contract'
import { act, type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ada, projectId } from '../../client/test/builders.ts'
import { createFakeChannels } from '../../client/test/fake-channels.ts'
import { json, problem } from '../../client/test/fake-fetch.ts'
import { CopydeskProvider } from '../src/index.ts'

const live: ConnectionStatus = {
  status: 'live',
  reason: 'connected',
  words: '',
  lastUpdateAt: null,
  transport: 'websocket',
  fallback: null,
}

/** What every event has, from nobody in particular. */
export const sentByNobody = {
  id: 'event',
  at: '2026-01-01T00:00:00.000Z',
  actor: { id: 'x', kind: 'person' },
}

/** Not a test's own, whatever time that sets. */
const { setTimeout: realTimeout } = globalThis

/** Lets React have its next turns: with the first comes what was told while it was busy, with another what that brings about. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1)
    await act(() => new Promise<void>((resolve) => realTimeout(resolve)))
}

/** The channel whose position a read answers with. */
function channelOf(path: string): string {
  if (path.startsWith('/inbox')) return channels.person(ada.id)
  if (path.startsWith(`/projects/${projectId}`)) return channels.project(projectId)
  return path.slice(1)
}

/** Sets up a screen; `show` renders, everything else acts on the server behind it. */
export function createScreen() {
  const fake = createFakeChannels()
  const snapshots = new Map<string, object>()
  /** Paths read, and commands sent, oldest first. */
  const asked: string[] = []
  const commandAnswers: (() => Response)[] = []
  const failures: FailedCommand[] = []
  const calls: string[] = []
  const statusListeners = new Set<() => void>()
  let status = live
  let present: readonly Present[] = []
  let hereChanged = () => {}

  const api = createApi({
    fetch: async (input, init) => {
      const path = String(input).replace('/api/v1', '')
      asked.push(`${init?.method ?? 'GET'} ${path}`)
      if ((init?.method ?? 'GET') !== 'GET') return commandAnswers.shift()?.() ?? json({})
      const state = snapshots.get(path)
      return state ? json({ ...state, position: fake.position(channelOf(path)) }) : problem(404, 'not_found')
    },
  })
  const realtime: RealtimeConnection = {
    ...fake.source,
    start: () => calls.push('start'),
    stop: () => calls.push('stop'),
    checkNow: () => {},
    liveInfoChanged: () => {},
    getStatus: () => status,
    subscribe(listener) {
      statusListeners.add(listener)
      return () => statusListeners.delete(listener)
    },
    publish: async () => {},
    presence: async () => [],
    history: async () => ({ publications: [], position: { epoch: '', offset: 0 } }),
    here(channel, changed) {
      calls.push(`here ${channel}`)
      hereChanged = changed
      return { getPeople: () => present, close: () => {} }
    },
  }

  const container = document.createElement('div')
  const root = createRoot(container)
  const onFailure = (failed: FailedCommand) => failures.push(failed)
  return {
    fake,
    snapshots,
    asked,
    commandAnswers,
    failures,
    calls,
    /** What a person reads. */
    text: () => container.textContent,
    async show(children: ReactNode, person: Person = ada) {
      await act(async () =>
        root.render(
          <StrictMode>
            <CopydeskProvider api={api} realtime={realtime} person={person} onFailure={onFailure}>
              {children}
            </CopydeskProvider>
          </StrictMode>,
        ),
      )
      await settle()
    },
    async publish(channel: string, event: object) {
      await act(async () => {
        fake.publish(channel, { ...sentByNobody, ...event })
      })
      await settle()
    },
    async become(next: ConnectionStatus) {
      status = next
      await act(async () => {
        for (const listener of [...statusListeners]) listener()
      })
    },
    async come(people: readonly Present[]) {
      present = people
      await act(async () => hereChanged())
    },
    settle,
    async leave() {
      await act(async () => root.unmount())
    },
  }
}
