/** The proxies of Debian by name, and the two configurations of each: the one that operators begin with, and ours. */
import { readFileSync } from 'node:fs'
import { startApache } from './apache.ts'
import { startCaddy } from './caddy.ts'
import { startHaProxy } from './haproxy.ts'
import { startNginx } from './nginx.ts'
import type { ProxyOptions } from './proxy-options.ts'
import { startSquid } from './squid.ts'
import type { StartedProgram } from './started-program.ts'
import { startVarnish } from './varnish.ts'

export interface ProxyKind {
  /** The name of its file in docs/proxies. */
  readonly file: string
  start(options: ProxyOptions): Promise<StartedProgram>
}

/** All but Squid stand before the server; Squid stands before the people. */
export const proxyKinds = {
  nginx: { file: 'nginx.conf', start: startNginx },
  apache: { file: 'apache.conf', start: startApache },
  haproxy: { file: 'haproxy.cfg', start: startHaProxy },
  caddy: { file: 'Caddyfile', start: startCaddy },
  varnish: { file: 'varnish.vcl', start: startVarnish },
  squid: { file: 'squid.conf', start: startSquid },
} satisfies Record<string, ProxyKind>

export type ProxyName = keyof typeof proxyKinds

/** What docs/connections.md tells operators to write. */
export function documentedConfig(name: ProxyName): string {
  return readFileSync(new URL(`../../../../docs/proxies/${proxyKinds[name].file}`, import.meta.url), 'utf8')
}

/** What an operator has who followed the product's own first steps and never thought of WebSockets. */
export function quickStartConfig(name: ProxyName): string {
  if (name === 'squid') return ''
  return readFileSync(new URL(`quick-start/${proxyKinds[name].file}`, import.meta.url), 'utf8')
}
