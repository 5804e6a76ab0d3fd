/** Caddy: the configuration of docs/proxies/Caddyfile, which the tests run; a test holds both equal. */
import type { ProxyFix } from './proxy-fix.ts'

export const caddy: ProxyFix = {
  title: 'Caddy',
  file: 'Caddyfile',
  snippet: `# Copydesk behind Caddy: /etc/caddy/Caddyfile. With a name (desk.example) instead of the port, Caddy gets a certificate by itself.
# Copydesk runs with COPYDESK_PUBLIC_URL=https://desk.example and COPYDESK_TRUST_PROXY=127.0.0.1
:8080 {
	# Only WebSockets change the protocol of a connection, whatever else is offered (curl --http2 and Java: h2c).
	@other_upgrade {
		header Upgrade *
		not header_regexp Upgrade (?i)\\bwebsocket\\b
	}
	request_header @other_upgrade -Upgrade
	# WebSockets, streams and forwarded headers need nothing more.
	reverse_proxy 127.0.0.1:4600
}
`,
}
