/**
 * Lets the hub obey the switch: connections over a transport that is switched off end; one that is switched on again
 * is served.
 */
import { type Hub, type HubTransport, hubTransports } from '@copydesk/hub'
import type { LiveSwitch } from './live-switch.ts'

/** The transports of the hub that are on; polling is none of its own. */
export function hubTransportsOf(live: Pick<LiveSwitch, 'transports'>): HubTransport[] {
  const on = live.transports
  return hubTransports.filter((transport) => on.includes(transport))
}

/** Until the returned function is called. */
export function followSwitch(hub: Pick<Hub, 'setTransports'>, live: LiveSwitch): () => void {
  return live.onChange(() => void hub.setTransports(hubTransportsOf(live)))
}
