/** HAProxy as a reverse proxy. The configuration is all of haproxy.cfg but its section `global`. */
import { fillIn, type ProxyOptions } from './proxy-options.ts'
import { type StartedProgram, startProgram } from './started-program.ts'

export function startHaProxy({ config, upstreamPort, port }: ProxyOptions): Promise<StartedProgram> {
  return startProgram({
    command: '/usr/sbin/haproxy',
    debianPackage: 'haproxy',
    port,
    configure: (place) => ({
      files: {
        'haproxy.cfg': fillIn(config, {
          'bind :8080': `bind 127.0.0.1:${place.port}`,
          '127.0.0.1:4600': `127.0.0.1:${upstreamPort}`,
        }),
      },
      args: ['-db', '-f', `${place.folder}/haproxy.cfg`],
    }),
  })
}
