/** Azure Application Gateway: WebSockets are on; the request time-out and the probe of the backend are settings. */
import type { ProxyFix } from './proxy-fix.ts'

export const azureApplicationGateway: ProxyFix = {
  title: 'Azure Application Gateway',
  snippet: `# WebSockets are always on. The backend setting's request time-out also ends silent connections (default 20 s, less
# than the 25 s between two pings), and streams are held back while response buffering is on.
az network application-gateway http-settings update -g "$GROUP" --gateway-name "$GATEWAY" -n copydesk --port 4600 --protocol Http --timeout 90
az network application-gateway probe create -g "$GROUP" --gateway-name "$GATEWAY" -n copydesk --protocol Http --host-name-from-http-settings true --path /readyz
az network application-gateway update -g "$GROUP" -n "$GATEWAY" --set globalConfiguration.enableResponseBuffering=false
# Copydesk runs with COPYDESK_PUBLIC_URL=https://desk.example and COPYDESK_TRUST_PROXY set to the subnet of the gateway.
`,
}
