/** A proxy of Debian before the demo server, with a configuration, until the situation is over. */
import { documentedConfig, type ProxyName, proxyKinds } from '@copydesk/testkit/proxies'
import type { Asked, World } from './situation.ts'

export async function through(
  world: World,
  name: ProxyName,
  config: string,
  port = world.server.port,
): Promise<string> {
  const proxy = await proxyKinds[name].start({ config, upstreamPort: port })
  world.onEnd(() => proxy.stop())
  return proxy.url
}

/** The documented configuration with one thing changed. */
export const instead =
  (name: ProxyName, from: string | RegExp, to: string) =>
  async (world: World): Promise<Asked> => ({
    url: await through(world, name, documentedConfig(name).replace(from, to)),
  })
