/** Caddy as a reverse proxy. The configuration is a Caddyfile without global options. */
import { fillIn, type ProxyOptions } from './proxy-options.ts'
import { type StartedProgram, startProgram } from './started-program.ts'

export function startCaddy({ config, upstreamPort, port }: ProxyOptions): Promise<StartedProgram> {
  return startProgram({
    command: '/usr/bin/caddy',
    debianPackage: 'caddy',
    port,
    configure: (place) => ({
      files: {
        Caddyfile: `{
	admin off
	default_bind 127.0.0.1
}
${fillIn(config, { ':8080': `:${place.port}`, '127.0.0.1:4600': `127.0.0.1:${upstreamPort}` })}`,
      },
      args: ['run', '--config', `${place.folder}/Caddyfile`, '--adapter', 'caddyfile'],
    }),
  })
}
