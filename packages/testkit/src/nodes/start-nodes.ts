/**
 * Several servers on one PostgreSQL behind HAProxy, as an operator would run them: each a process of its own, each
 * request and each connection to any of them.
 *
 *     const nodes = await startNodes({ count: 3 })
 *     const editor = await nodes.signIn('editor')    // a request to any server each time
 *     nodes.pause(0)                                 // SIGSTOP; resume(0)
 *     await nodes.servers[1].kill('SIGKILL')
 *     await nodes.stop()
 */
import { type ApiCaller, cookiesOf, createApiCaller, signInAs } from '../api-caller.ts'
import { type Cluster, startCluster } from '../postgres/cluster.ts'
import { freePort } from '../proxies/started-program.ts'
import { type StartedServer, startServer } from '../start-server.ts'
import { startBalancer } from './balancer.ts'

export interface StartNodesOptions {
  /** Three when left out. */
  count?: number
  /** With demo people and demo content (default). */
  demo?: boolean
  /** Settings of every server, or of each by its index. */
  env?: Readonly<Record<string, string>> | ((index: number) => Readonly<Record<string, string>>)
  /** An empty database that is there already; a PostgreSQL of their own when left out. */
  databaseUrl?: string
}

export interface StartedNodes {
  /** Of the proxy: any server answers. */
  readonly url: string
  readonly servers: readonly StartedServer[]
  /** Their own PostgreSQL; undefined where a database was given. */
  readonly cluster: Cluster | undefined
  readonly databaseUrl: string
  /** Signs a demo person in, through the proxy. */
  signIn(person: 'admin' | 'editor' | 'reviewer'): Promise<ApiCaller>
  /** Makes the first administrator, by the link that the servers print. Without demo people. */
  setUp(person: { name: string; email: string; password: string }): Promise<ApiCaller>
  /** SIGSTOP: the process stands still in the middle of whatever it does. */
  pause(index: number): void
  /** SIGCONT. */
  resume(index: number): void
  stop(): Promise<void>
}

/** Resolves when all of them answer. They start at the same time, on a database that has nothing in it. */
export async function startNodes(options: StartNodesOptions = {}): Promise<StartedNodes> {
  const { count = 3, demo = true, env = {} } = options
  const cluster = options.databaseUrl === undefined ? await startCluster() : undefined
  const databaseUrl = options.databaseUrl ?? cluster?.url() ?? ''
  const port = await freePort()
  const settingsOf = (index: number) => ({
    COPYDESK_DATABASE_URL: databaseUrl,
    COPYDESK_PUBLIC_URL: `http://127.0.0.1:${port}`,
    COPYDESK_TRUST_PROXY: '127.0.0.1',
    ...(typeof env === 'function' ? env(index) : env),
  })
  const starting = await Promise.allSettled(
    Array.from({ length: count }, (_, index) => startServer({ demo, env: settingsOf(index) })),
  )
  const servers = starting.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const stopServers = async () => {
    await Promise.all(servers.map((server) => server.stop()))
    await cluster?.stop()
  }
  const failed = starting.find((one) => one.status === 'rejected')
  if (failed) {
    await stopServers()
    throw failed.reason
  }
  const balancer = await startBalancer({ port, serverPorts: servers.map((server) => server.port) })
  const signal = (index: number, name: NodeJS.Signals) => {
    const pid = servers[index]?.pid
    if (pid && servers[index]?.isRunning) process.kill(pid, name)
  }
  return {
    url: balancer.url,
    servers,
    cluster,
    databaseUrl,
    signIn: (person) => signInAs(balancer.url, person),
    setUp: async (person) => {
      const code = servers.map((server) => /#code=(\S+)/.exec(server.logs())?.[1]).find(Boolean)
      const answer = await createApiCaller(balancer.url, '').send('POST', '/setup', { ...person, code })
      if (!answer.ok) throw new Error(`Setting up: ${answer.status} ${await answer.text()}`)
      return createApiCaller(balancer.url, cookiesOf(answer))
    },
    pause: (index) => signal(index, 'SIGSTOP'),
    resume: (index) => signal(index, 'SIGCONT'),
    stop: async () => {
      await balancer.stop()
      // Who stands still hears no other signal.
      for (const index of servers.keys()) signal(index, 'SIGCONT')
      await stopServers()
    },
  }
}
