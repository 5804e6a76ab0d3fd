/** The broker between the servers of a run: each server reaches it by a link of its own, and it can be killed. */
import { type Link, startLink } from '@copydesk/testkit/links'
import { startNats, startRedis } from '@copydesk/testkit/message-servers'
import type { Cluster } from '@copydesk/testkit/postgres'

export const brokerKinds = ['postgres', 'redis', 'nats'] as const
export type BrokerKind = (typeof brokerKinds)[number]

export interface BrokerBetween {
  /** By the index of the server. */
  readonly links: readonly Link[]
  /** Of the server with this index. */
  settings(index: number): Record<string, string>
  /** It is gone at once, with what it knew. The broker of PostgreSQL is PostgreSQL: only its links are cut. */
  kill(): Promise<void>
  /** On the same port, empty. */
  startAgain(): Promise<void>
  stop(): Promise<void>
}

export interface BetweenOptions {
  kind: BrokerKind
  cluster: Cluster
  servers: number
  random: () => number
}

export async function startBrokerBetween(options: BetweenOptions): Promise<BrokerBetween> {
  const { kind, cluster, servers, random } = options
  const start = { postgres: undefined, redis: startRedis, nats: startNats }[kind]
  let program = await start?.()
  const port = program?.port ?? cluster.port
  const links = await Promise.all(
    Array.from({ length: servers }, () => startLink({ to: port, protocol: kind, random })),
  )
  const { pathname, username } = new URL(cluster.url())
  return {
    links,
    settings: (index): Record<string, string> => {
      const address = `127.0.0.1:${links[index]?.port}`
      return start === undefined
        ? { COPYDESK_DATABASE_LISTEN_URL: `postgres://${username}@${address}${pathname}` }
        : { COPYDESK_BROKER_URL: `${kind}://${address}` }
    },
    kill: async () => {
      if (program === undefined) for (const link of links) link.cut()
      await program?.stop()
    },
    startAgain: async () => {
      if (start === undefined) for (const link of links) link.mend()
      program = await start?.({ port })
    },
    stop: async () => {
      await Promise.all(links.map((link) => link.stop()))
      await program?.stop()
    },
  }
}
