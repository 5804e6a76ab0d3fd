/** Nchan, a module of nginx in C: one worker, its memory store, messages published through its HTTP endpoint. */
import { existsSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { benchChannel, channelNames } from '../load/dialects.ts'
import { mostOpenFiles } from '../open-files.ts'
import type { BenchServer } from './bench-server.ts'
import { findProgram, freePort, startProgram } from './program.ts'

/** Where Debian puts the module. */
const nchanModule = '/usr/lib/nginx/modules/ngx_nchan_module.so'

export function isNchanInstalled(): boolean {
  return findProgram('nginx') !== undefined && existsSync(nchanModule)
}

export async function startNchan(): Promise<BenchServer> {
  const port = await freePort()
  const program = await startProgram(findProgram('nginx') ?? 'nginx', port, (folder) => {
    const file = join(folder, 'nginx.conf')
    writeFileSync(file, configuration(folder, port))
    return ['-p', folder, '-e', join(folder, 'error.log'), '-c', file]
  })
  const publisher = connect(port, '127.0.0.1')
  publisher.setNoDelay()
  publisher.resume()
  return {
    port,
    path: (channels) => `/subscribe/${channels}`,
    publish: (payload) => {
      const body = JSON.stringify(payload)
      publisher.write(
        `POST /publish HTTP/1.1\r\nHost: bench\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      )
    },
    program,
  }
}

function configuration(folder: string, port: number): string {
  const subscribers = [1, 3].map(
    (channels) => `
      location = /subscribe/${channels} {
        nchan_subscriber websocket;
        nchan_subscriber_first_message newest;
        nchan_channel_id ${channelNames(channels).join(' ')};
      }`,
  )
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  )
  return `
    load_module ${nchanModule};
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    daemon off;
    worker_processes 1;
    worker_rlimit_nofile ${mostOpenFiles()};
    pid ${folder}/nginx.pid;
    events { worker_connections ${mostOpenFiles()}; }
    http {
      access_log off;
      ${temporary.join('\n')}
      keepalive_requests 1000000;
      nchan_shared_memory_size 256M;
      server {
        listen 127.0.0.1:${port} backlog=4096;
        location = /publish { nchan_publisher; nchan_channel_id ${benchChannel}; }
        ${subscribers.join('\n')}
      }
    }`
}
