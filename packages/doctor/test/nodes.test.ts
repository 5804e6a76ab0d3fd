/** Two nodes behind a load balancer: with a broker that they share, without one, and with a node that answers nothing. */
import { createServer as createHttpServer } from 'node:http'
import { connect, createServer } from 'node:net'
import {
  type Broker,
  createHub,
  createMemoryBroker,
  createMemoryJournal,
  type HubLimits,
} from '@copydesk/hub'
import { limitConnections } from '@copydesk/testkit/fault-proxy'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Diagnosis, diagnose, readTarget, runChecks, type Target } from '../src/index.ts'
import { createNodeProbe } from '../src/node/index.ts'
import { behind, listen } from './fault-server.ts'

async function startNode(nodeId: string, broker: Broker, limits: Partial<HubLimits> = {}): Promise<number> {
  const hub = createHub({
    limits,
    nodeId,
    broker,
    journal: createMemoryJournal(),
    authenticate: async () => ({ ok: false, reason: 'denied', message: 'nobody' }),
    authorize: async () => ({ ok: false, reason: 'denied' }),
    rulesFor: () => undefined,
    isOriginAllowed: () => true,
  })
  const server = createHttpServer((request, response) => {
    if (!hub.handle(request, response)) response.writeHead(404).end()
  })
  hub.attach(server)
  const port = await listen(server)
  onTestFinished(() => hub.close())
  return port
}

/** Gives each connection to the next node. */
async function balance(ports: readonly number[]): Promise<string> {
  let next = 0
  const server = createServer((client) => {
    const upstream = connect(ports[next % ports.length] ?? 0, '127.0.0.1')
    next += 1
    client.pipe(upstream).pipe(client)
    upstream.on('error', () => client.destroy())
    client.on('close', () => upstream.destroy())
  })
  return `http://127.0.0.1:${await listen(server)}`
}

async function examine(url: string): Promise<Diagnosis> {
  return diagnose(await runChecks({ probe: createNodeProbe(), target: readTarget(url) as Target }))
}

describe('two nodes', () => {
  it('that hear each other are healthy, without sticky sessions', async () => {
    const broker = createMemoryBroker()
    const url = await balance([await startNode('a', broker), await startNode('b', broker)])
    const { evidence, findings } = await examine(url)
    expect(evidence.nodes).toMatchObject({ hears: { a: ['b'], b: ['a'] } })
    expect(findings).toEqual([])
  })

  it('that do not hear each other have a broken broker (row 24)', async () => {
    const url = await balance([
      await startNode('a', createMemoryBroker()),
      await startNode('b', createMemoryBroker()),
    ])
    const { findings } = await examine(url)
    expect(findings).toMatchObject([{ cause: 'broker_broken', hop: 'broker', confidence: 'likely' }])
    expect(findings[0]?.says).toContain('2 nodes answer, and a, b do not hear the others')
  })

  it('of which one is none of ours make it depend on the node (row 9)', async () => {
    const other = createHttpServer((_request, response) => response.writeHead(404).end())
    const url = await balance([await startNode('a', createMemoryBroker()), await listen(other)])
    const { findings } = await examine(url)
    expect(findings.map(({ cause }) => cause)).toContain('wrong_node')
  })
})

describe('a node', () => {
  it('that takes no more connections says of how many (row 22)', async () => {
    const port = await startNode('a', createMemoryBroker(), { maxConnections: 0 })
    const { findings } = await examine(`http://127.0.0.1:${port}`)
    expect(findings).toMatchObject([{ cause: 'connection_limit', hop: 'server', confidence: 'certain' }])
    expect(findings[0]?.says).toContain('0 of 0 connections are in use')
  })

  it('before which something counts connections is told from one that is full (row 22)', async () => {
    const port = await startNode('a', createMemoryBroker())
    const { findings } = await examine(await behind(port, limitConnections(1)))
    expect(findings[0]).toMatchObject({ cause: 'connection_limit', hop: 'proxy' })
  })
})
