/** What the settings say about the number of realtime connections, in the hub's words. */
import type { HubLimits } from '@copydesk/hub'
import type { Settings } from '../settings/settings.ts'

export function connectionLimits({
  maxConnections,
  maxConnectionsPerPerson,
}: Pick<Settings, 'maxConnections' | 'maxConnectionsPerPerson'>): Partial<HubLimits> {
  return {
    ...(maxConnections !== undefined && { maxConnections }),
    ...(maxConnectionsPerPerson !== undefined && { maxConnectionsPerUser: maxConnectionsPerPerson }),
  }
}
