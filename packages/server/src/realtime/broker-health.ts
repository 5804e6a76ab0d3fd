/** Whether hints get from server to server. Without them changes come within two seconds, from the journal: a warning. */
import type { Broker } from '@copydesk/hub'
import type { HealthSource } from '../http/readiness.ts'

export function brokerHealth(broker: Pick<Broker, 'state'>): HealthSource {
  return {
    name: 'broker:state',
    check: async () => ({
      'broker:state':
        broker.state.phase === 'connected'
          ? { status: 'pass' }
          : {
              status: 'warn',
              output:
                'Servers do not hear of each other at once: changes take up to two seconds longer. The log says why.',
            },
    }),
  }
}
