/**
 * Which realtime transports are on, and which setting switched the others off. Pure. Lists only what this version
 * really serves: of the four known transports that is WebSocket.
 */
import type { LiveInfo } from '@copydesk/contract'
import type { Settings } from '../settings/settings.ts'

export type LiveSettings = Pick<Settings, 'websocketsEnabled' | 'transports' | 'sources'>

export function liveInfo(settings: LiveSettings): LiveInfo {
  const reason = whyNoWebsocket(settings)
  if (reason === undefined) return { websocket: { enabled: true }, transports: ['websocket'] }
  return { websocket: { enabled: false, reason }, transports: [], reason: whyNothing(settings, reason) }
}

function whyNoWebsocket({ websocketsEnabled, transports, sources }: LiveSettings): string | undefined {
  const from = (name: string) => `${name} (${sources[name] ?? 'default'})`
  if (transports.length === 0) return `${from('COPYDESK_TRANSPORTS')} is none`
  if (!transports.includes('websocket')) return `${from('COPYDESK_TRANSPORTS')} does not list websocket`
  if (!websocketsEnabled) return `${from('COPYDESK_WEBSOCKETS_ENABLED')} is false`
  return undefined
}

function whyNothing({ transports }: LiveSettings, reason: string): string {
  return transports.length === 0 ? reason : `${reason}, and this version has no other transport`
}
