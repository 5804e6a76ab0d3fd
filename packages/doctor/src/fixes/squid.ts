/** Squid: the configuration of docs/proxies/squid.conf, which the tests run; a test holds both equal. */
import type { ProxyFix } from './proxy-fix.ts'

export const squid: ProxyFix = {
  title: 'Squid',
  file: 'squid.conf',
  snippet: `# People behind Squid (a forward proxy): /etc/squid/conf.d/copydesk.conf
# Copydesk by https on port 443 needs nothing of this: Debian's squid.conf lets browsers tunnel (CONNECT) there.

# Copydesk on another port: browsers tunnel for every WebSocket, for ws: too.
acl SSL_ports port 4600

# Programs that send a ws: handshake as an ordinary request: Squid keeps Upgrade to itself otherwise.
http_upgrade_request_protocols websocket allow all
`,
}
