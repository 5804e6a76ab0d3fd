/** nginx: the configuration of docs/proxies/nginx.conf, which the tests run; a test holds both equal. */
import type { ProxyFix } from './proxy-fix.ts'

export const nginx: ProxyFix = {
  title: 'nginx',
  file: 'nginx.conf',
  snippet: `# Copydesk behind nginx: /etc/nginx/conf.d/copydesk.conf
# Copydesk runs with COPYDESK_PUBLIC_URL=https://desk.example and COPYDESK_TRUST_PROXY=127.0.0.1

# A WebSocket asks for an upgrade of the connection; no other request may, whatever it offers (curl --http2 and Java: h2c).
map $http_upgrade $copydesk_upgrade {
    default              '';
    '~*\\bwebsocket\\b'  websocket;
}
map $copydesk_upgrade $copydesk_connection {
    default '';
    websocket upgrade;
}

server {
    listen 8080;

    location / {
        proxy_pass http://127.0.0.1:4600;

        # nginx speaks HTTP/1.0 to the server unless told otherwise, and keeps Upgrade to itself.
        proxy_http_version 1.1;
        proxy_set_header Upgrade $copydesk_upgrade;
        proxy_set_header Connection $copydesk_connection;

        # $http_host has the port, which $host drops: pages on another port than 80 or 443 are known by it.
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Host $http_host;
        proxy_set_header X-Forwarded-Proto $scheme;

        # More than twice the 25 s between two pings.
        proxy_read_timeout 90s;
        proxy_send_timeout 90s;
    }
}
`,
}
