/** Traefik 3: WebSockets, streams and forwarded headers need nothing; the time-outs of the entry point do. */
import type { ProxyFix } from './proxy-fix.ts'

export const traefik: ProxyFix = {
  title: 'Traefik',
  snippet: `# traefik.yml: Traefik passes Upgrade on and streams by itself.
entryPoints:
  websecure:
    address: ":443"
    transport:
      respondingTimeouts:
        readTimeout: 0s      # Limits the whole request, and a WebSocket is one.
        idleTimeout: 180s

# In the dynamic configuration:
http:
  routers:
    copydesk:
      rule: Host(\`desk.example\`)
      entryPoints: [websecure]
      service: copydesk      # No "buffering" or "compress" middleware here: they hold streams back.
  services:
    copydesk:
      loadBalancer:
        servers:
          - url: http://127.0.0.1:4600
`,
}
