/**
 * Squid as a forward proxy: what stands between people and the internet in many offices. The configuration is a file
 * of /etc/squid/conf.d; an empty one is what Debian's package does by itself.
 */
import type { ProxyOptions } from './proxy-options.ts'
import { type Place, type StartedProgram, startProgram } from './started-program.ts'

export function startSquid({ config, upstreamPort, port }: ProxyOptions): Promise<StartedProgram> {
  return startProgram({
    command: '/usr/sbin/squid',
    debianPackage: 'squid',
    port,
    configure: (place) => ({
      files: {
        'squid.conf': main(place),
        'copydesk.conf': config.replaceAll('4600', String(upstreamPort)),
      },
      args: ['-N', '-f', `${place.folder}/squid.conf`],
    }),
  })
}

/** The rules of Debian's squid.conf in their order, and its files in the folder of the test. */
const main = ({ folder, port }: Place) => `
acl SSL_ports port 443
acl Safe_ports port 80 443 1025-65535
http_access deny !Safe_ports
http_access deny CONNECT !SSL_ports
include ${folder}/copydesk.conf
http_access allow localhost
http_access deny all
http_port 127.0.0.1:${port}
visible_hostname squid
pid_filename none
netdb_filename none
pinger_enable off
access_log none
cache_log ${folder}/cache.log
coredump_dir ${folder}
shutdown_lifetime 0 seconds
`
