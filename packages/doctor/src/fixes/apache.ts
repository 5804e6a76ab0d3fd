/** Apache: the configuration of docs/proxies/apache.conf, which the tests run; a test holds both equal. */
import type { ProxyFix } from './proxy-fix.ts'

export const apache: ProxyFix = {
  title: 'Apache',
  file: 'apache.conf',
  snippet: `# Copydesk behind Apache 2.4.47 or newer: /etc/apache2/sites-available/copydesk.conf, then
#   a2enmod proxy proxy_http headers && a2ensite copydesk
# Copydesk runs with COPYDESK_PUBLIC_URL=https://desk.example and COPYDESK_TRUST_PROXY=127.0.0.1
Listen 8080

<VirtualHost *:8080>
    # Without upgrade=websocket the Upgrade header stays here. The timeout is more than twice the 25 s between two pings.
    ProxyPass "/" "http://127.0.0.1:4600/" upgrade=websocket timeout=90
    ProxyPassReverse "/" "http://127.0.0.1:4600/"

    # Apache adds X-Forwarded-For and X-Forwarded-Host by itself.
    ProxyPreserveHost On
    RequestHeader set X-Forwarded-Proto "expr=%{REQUEST_SCHEME}"
</VirtualHost>
`,
}
