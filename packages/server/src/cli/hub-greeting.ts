/** What a person needs to know once a hub that runs alone answers: where it is, who gets in, what is open. Pure. */
import type { ReadConfig } from '@copydesk/hub/standalone'
import { isLoopback } from '../settings/loopback.ts'

export function hubGreeting(config: ReadConfig, port: number): string[] {
  const { client, channel, http_api: api, http_server: server } = config
  const site = `${hostOf(server.address)}:${port}${server.path_prefix}`
  const names = channel.namespaces.map(({ name }) => name)
  if (channel.without_namespace !== undefined) names.push('channels without a namespace')
  return [
    `The hub is running: clients connect to ws://${site}/connection/websocket`,
    ...(config.http_stream.enabled ? [`  or http://${site}/connection/http_stream`] : []),
    `Namespaces: ${names.join(', ') || 'none, so there are no channels: add channel.namespaces'}`,
    `Clients: ${whoConnects(client)}`,
    `Pages: ${['of this address', ...client.allowed_origins].join(', ')}`,
    apiLine(api, site),
    ...insecureLines(config),
    'Stop it with Ctrl-C.',
  ]
}

function whoConnects({
  insecure,
  token,
  allow_anonymous_connect_without_token: anonymous,
}: ReadConfig['client']): string {
  if (insecure) return 'everyone, without a token'
  if (token.hmac_secret_key === undefined) {
    return anonymous ? 'anonymous ones' : 'none: set client.token.hmac_secret_key'
  }
  return anonymous ? 'with a token (HS256), or anonymous' : 'with a token (HS256)'
}

function apiLine({ disabled, insecure, key, keys }: ReadConfig['http_api'], site: string): string {
  if (disabled) return 'Server API: off'
  const isOpen = insecure || key !== undefined || keys.length > 0
  return `Server API: http://${site}/api${isOpen ? '' : ', closed until http_api.key is set'}`
}

function insecureLines({ client, http_api: api, http_server: { address } }: ReadConfig): string[] {
  const open = [
    ...(client.insecure
      ? ['client.insecure: whoever connects may do everything that the namespaces have']
      : []),
    ...(api.insecure && !api.disabled
      ? ['http_api.insecure: whoever reaches the server API may use it without a key']
      : []),
  ]
  if (open.length > 0 && !isLoopback(address)) open.push(`and other machines reach ${address || 'this hub'}`)
  return open.map((line) => `INSECURE, for development only: ${line}.`)
}

function hostOf(address: string): string {
  if (address === '' || address === '0.0.0.0' || address === '::') return '127.0.0.1'
  return address.includes(':') ? `[${address}]` : address
}
