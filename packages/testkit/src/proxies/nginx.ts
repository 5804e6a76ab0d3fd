/** nginx as a reverse proxy. The configuration is a file of /etc/nginx/conf.d. */
import { fillIn, type ProxyOptions } from './proxy-options.ts'
import { type StartedProgram, startProgram } from './started-program.ts'

export function startNginx({ config, upstreamPort, port }: ProxyOptions): Promise<StartedProgram> {
  return startProgram({
    command: '/usr/sbin/nginx',
    debianPackage: 'nginx',
    port,
    configure: (place) => ({
      files: {
        'nginx.conf': main(place.folder),
        'copydesk.conf': fillIn(config, {
          'listen 8080': `listen 127.0.0.1:${place.port}`,
          '127.0.0.1:4600': `127.0.0.1:${upstreamPort}`,
        }),
      },
      args: ['-e', 'stderr', '-p', place.folder, '-c', 'nginx.conf'],
    }),
  })
}

/** What surrounds conf.d, as Debian has it, in the folder of the test and in the foreground. */
const main = (folder: string) => `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 256; }
http {
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    gzip on;
    client_body_temp_path ${folder}/body;
    proxy_temp_path ${folder}/proxy;
    fastcgi_temp_path ${folder}/fastcgi;
    uwsgi_temp_path ${folder}/uwsgi;
    scgi_temp_path ${folder}/scgi;
    include ${folder}/copydesk.conf;
}
`
