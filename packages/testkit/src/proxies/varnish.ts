/** Varnish as a reverse proxy. The configuration is default.vcl. */
import { fillIn, type ProxyOptions } from './proxy-options.ts'
import { type StartedProgram, startProgram } from './started-program.ts'

export function startVarnish({ config, upstreamPort, port }: ProxyOptions): Promise<StartedProgram> {
  return startProgram({
    command: '/usr/sbin/varnishd',
    debianPackage: 'varnish',
    port,
    configure: (place) => ({
      files: { 'default.vcl': fillIn(config, { '"4600"': `"${upstreamPort}"` }) },
      args: [
        ...['-F', '-n', `${place.folder}/varnish`, '-f', `${place.folder}/default.vcl`],
        ...['-a', `127.0.0.1:${place.port}`, '-T', 'none', '-s', 'malloc,32m'],
      ],
    }),
  })
}
