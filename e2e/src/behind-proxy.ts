/**
 * A demo server with a real proxy in front of it, and a wire between the two that remembers what arrived. The proxy
 * can change from test to test; its port stays, because the server's public address has it.
 */
import type { Agent } from 'node:http'
import type { Comment, CopydeskEvent, Project, Snapshot } from '@copydesk/contract'
import { type ApiCaller, type StartedServer, signInAs, startServer } from '@copydesk/testkit'
import { type FaultProxy, startFaultProxy } from '@copydesk/testkit/fault-proxy'
import { freePort, type ProxyName, proxyKinds, type StartedProgram } from '@copydesk/testkit/proxies'
import { expect } from 'vitest'
import {
  type Follower,
  followByEvents,
  followByHttpStream,
  followByPolling,
  followByWebSocket,
  type Reach,
} from './live-ways.ts'

export interface BehindProxy {
  readonly server: StartedServer
  /** Between the proxy and the server. */
  readonly wire: FaultProxy
  /** Where the proxies listen. */
  readonly url: string
  /** Stop it before the next one starts. */
  start(name: ProxyName, config: string): Promise<StartedProgram>
  stop(): Promise<void>
}

/** With `isTold` the server knows its public address and trusts the proxy, as the README tells operators to set. */
export async function startBehindProxy({ isTold = true, scheme = 'http:' } = {}): Promise<BehindProxy> {
  const port = await freePort()
  const url = `${scheme}//127.0.0.1:${port}`
  const env = { COPYDESK_PUBLIC_URL: url, COPYDESK_TRUST_PROXY: '127.0.0.1' }
  const server = await startServer({ env: isTold ? env : {} })
  const wire = await startFaultProxy(server.port)
  return {
    server,
    wire,
    url,
    start: (name, config) => proxyKinds[name].start({ config, upstreamPort: wire.port, port }),
    stop: async () => {
      await wire.stop()
      await server.stop()
    },
  }
}

/** The ways that need no forward proxy, as a page takes them. */
export const ways = {
  WebSocket: followByWebSocket,
  'HTTP stream': followByHttpStream,
  SSE: followByEvents,
  polling: followByPolling,
} satisfies Record<string, (reach: Reach, position: Snapshot<Project>['position']) => Promise<Follower>>

/** A project that an editor made through this address, and where its channel stands. */
export async function startProject(url: string, agent?: Agent) {
  const api = await signInAs(url, 'editor')
  const { id } = await api.post<Project>('/projects', { name: 'Behind a proxy' })
  const { position } = await api.get<Snapshot<Project>>(`/projects/${id}`)
  const reach: Reach = { url, cookie: api.cookie, ...(agent && { agent }) }
  return { api, id, position, reach }
}

/** Each event is there before the next one happens, so nobody on the way can have held it back. */
export async function expectUnbuffered(api: ApiCaller, projectId: string, follower: Follower): Promise<void> {
  for (const body of ['first', 'second', 'third']) {
    await api.post<Comment>(`/projects/${projectId}/comments`, { body })
    expect((await follower.next()) as CopydeskEvent).toMatchObject({
      type: 'comment.created',
      comment: { body },
    })
  }
}
