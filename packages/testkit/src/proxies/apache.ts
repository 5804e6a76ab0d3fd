/** Apache as a reverse proxy. The configuration is a file of /etc/apache2/sites-available. */
import { fillIn, type ProxyOptions } from './proxy-options.ts'
import { type StartedProgram, startProgram } from './started-program.ts'

export function startApache({ config, upstreamPort, port }: ProxyOptions): Promise<StartedProgram> {
  return startProgram({
    command: '/usr/sbin/apache2',
    debianPackage: 'apache2-bin',
    port,
    configure: (place) => ({
      files: {
        'apache2.conf': main(place.folder),
        'copydesk.conf': fillIn(config, {
          'Listen 8080': `Listen 127.0.0.1:${place.port}`,
          '*:8080': `*:${place.port}`,
          '127.0.0.1:4600': `127.0.0.1:${upstreamPort}`,
        }),
      },
      args: ['-f', `${place.folder}/apache2.conf`, '-D', 'FOREGROUND'],
    }),
  })
}

/** The modules that Debian loads by itself as far as they matter here, and those that `a2enmod` adds. */
const modules = ['mpm_event', 'authz_core', 'mime', 'proxy', 'proxy_http', 'headers']

const main = (folder: string) => `
ServerRoot ${folder}
DefaultRuntimeDir ${folder}
PidFile ${folder}/apache2.pid
ServerName 127.0.0.1
ErrorLog ${folder}/error.log
TypesConfig /dev/null
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
Include ${folder}/copydesk.conf
`
