/** HAProxy: the configuration of docs/proxies/haproxy.cfg, which the tests run; a test holds both equal. */
import type { ProxyFix } from './proxy-fix.ts'

export const haproxy: ProxyFix = {
  title: 'HAProxy',
  file: 'haproxy.cfg',
  snippet: `# Copydesk behind HAProxy: these sections of /etc/haproxy/haproxy.cfg
# Copydesk runs with COPYDESK_PUBLIC_URL=https://desk.example and COPYDESK_TRUST_PROXY=127.0.0.1
defaults
    mode http
    # Without it, each small event waits up to 0.2 s for more to send along.
    option http-no-delay
    timeout connect 5s
    timeout http-request 10s
    # Streams and WebSockets are silent for up to 25 s, between two pings: more than twice that.
    timeout client 90s
    timeout server 90s
    timeout tunnel 90s

frontend copydesk_in
    bind :8080
    option forwardfor
    # Only WebSockets change the protocol of a connection, whatever else is offered (curl --http2 and Java: h2c).
    http-request set-header Upgrade websocket if { req.hdr(Upgrade) -i websocket }
    http-request del-header Upgrade unless { req.hdr(Upgrade) -i websocket }
    http-request set-header X-Forwarded-Host %[req.hdr(Host)]
    http-request set-header X-Forwarded-Proto %[ssl_fc,iif(https,http)]
    default_backend copydesk

backend copydesk
    server copydesk1 127.0.0.1:4600
`,
}
