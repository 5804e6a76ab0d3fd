/** Cloudflare: WebSockets are a switch of the zone, and its own limit on silence is above ours. */
import type { ProxyFix } from './proxy-fix.ts'

export const cloudflare: ProxyFix = {
  title: 'Cloudflare',
  snippet: `In the dashboard of the zone:
- Network → WebSockets: on.
- SSL/TLS → Overview: Full (strict). "Flexible" asks your server by http and leads to redirect loops.
- No Access application, challenge or "Under Attack" mode for /connection/*, /emulation and /events: browsers cannot
  solve a challenge inside a WebSocket. A WAF custom rule "Skip" for these paths does it.
- Cache Rules → Bypass cache for /connection/* and /events.
Its shortest limit on silence, the read time-out towards your server, is 120 s; Copydesk pings every 25 s.
`,
}
