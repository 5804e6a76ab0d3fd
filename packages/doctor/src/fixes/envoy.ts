/** Envoy: upgrades must be named, and the route's time-out would end streams. */
import type { ProxyFix } from './proxy-fix.ts'

export const envoy: ProxyFix = {
  title: 'Envoy',
  snippet: `# In the HttpConnectionManager:
upgrade_configs:
  - upgrade_type: websocket
stream_idle_timeout: 90s     # More than twice the 25 s between two pings.
use_remote_address: true     # Sends X-Forwarded-For and X-Forwarded-Proto.
route_config:
  virtual_hosts:
    - name: copydesk
      domains: ["desk.example"]
      routes:
        - match: { prefix: "/" }
          route:
            cluster: copydesk
            timeout: 0s      # Streams have no end.
            idle_timeout: 90s
`,
}
