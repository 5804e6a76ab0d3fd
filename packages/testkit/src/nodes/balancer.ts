/** HAProxy in front of several servers, as docs/proxies/haproxy-nodes.cfg has it: each request goes to any of them. */
import { readFileSync } from 'node:fs'
import { fillIn } from '../proxies/proxy-options.ts'
import { type StartedProgram, startProgram } from '../proxies/started-program.ts'

const documented = new URL('../../../../docs/proxies/haproxy-nodes.cfg', import.meta.url)

export interface BalancerOptions {
  /** Where to listen. */
  port: number
  /** Of the servers, on 127.0.0.1. */
  serverPorts: readonly number[]
}

export function startBalancer({ port, serverPorts }: BalancerOptions): Promise<StartedProgram> {
  return startProgram({
    command: '/usr/sbin/haproxy',
    debianPackage: 'haproxy',
    port,
    configure: () => ({
      files: { 'haproxy.cfg': fillIn(configFor(serverPorts), { 'bind :8080': `bind 127.0.0.1:${port}` }) },
      args: ['-db', '-f', 'haproxy.cfg'],
    }),
  })
}

/** The documented configuration with these servers in place of its three. */
function configFor(serverPorts: readonly number[]): string {
  const lines = readFileSync(documented, 'utf8').split('\n')
  const servers = serverPorts.map((port, index) => `    server copydesk${index + 1} 127.0.0.1:${port}`)
  return [...lines.filter((line) => !line.startsWith('    server copydesk')), ...servers, ''].join('\n')
}
