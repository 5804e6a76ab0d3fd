/** Which realtime transports are on, and which setting switched the others off. Pure. */
import { type LiveInfo, type Transport, transports } from '@copydesk/contract'
import type { Settings } from '../settings/settings.ts'

export type LiveSettings = Pick<Settings, 'websocketsEnabled' | 'transports' | 'sources'>

export function liveInfo(settings: LiveSettings): LiveInfo {
  const on = transports.filter((transport) => whyOff(transport, settings) === undefined)
  const reason = whyOff('websocket', settings)
  return {
    websocket: reason === undefined ? { enabled: true } : { enabled: false, reason },
    transports: on,
    ...(on.length === 0 && reason !== undefined && { reason: whyNothing(settings, reason) }),
  }
}

/** Which setting switched a transport off, and where it was set; undefined while it is on. */
export function whyOff(
  transport: Transport,
  { websocketsEnabled, transports: listed, sources }: LiveSettings,
): string | undefined {
  const from = (name: string) => `${name} (${sources[name] ?? 'default'})`
  if (listed.length === 0) return `${from('COPYDESK_TRANSPORTS')} is none`
  if (!listed.includes(transport)) return `${from('COPYDESK_TRANSPORTS')} does not list ${transport}`
  if (transport === 'websocket' && !websocketsEnabled) {
    return `${from('COPYDESK_WEBSOCKETS_ENABLED')} is false`
  }
  return undefined
}

/** Nothing is left although something is listed: it lists WebSocket alone, and that is switched off. */
function whyNothing({ transports: listed, sources }: LiveSettings, reason: string): string {
  if (listed.length === 0) return reason
  return `${reason}, and COPYDESK_TRANSPORTS (${sources.COPYDESK_TRANSPORTS ?? 'default'}) lists nothing else`
}
