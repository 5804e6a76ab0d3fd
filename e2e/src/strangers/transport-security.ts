/** http and https mixed up, certificates on both sides. */

import { request } from 'node:http'
import { createServer as createSecureServer, createServer, type ServerOptions } from 'node:https'
import { createServer as createTlsServer } from 'node:tls'
import { makeCertificate } from '@copydesk/testkit'
import { answers, listen, page, site, urlOf } from './places.ts'
import type { Situation, World } from './situation.ts'

/** Copydesk behind TLS. */
async function secured(world: World, options: ServerOptions = {}) {
  const { key, cert, remove } = makeCertificate()
  world.onEnd(remove)
  const server = createSecureServer({ key, cert, ...options }, (incoming, response) => {
    const upstream = request(
      {
        host: '127.0.0.1',
        port: world.server.port,
        path: incoming.url,
        method: incoming.method,
        headers: incoming.headers,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    incoming.pipe(upstream)
  })
  return { port: await listen(world, server), cert }
}

export const transportSecurity: readonly Situation[] = [
  {
    name: 'http asked of a port that speaks TLS and says nothing',
    right: ['wrong_scheme'],
    start: async (world) => {
      const { port, cert } = await secured(world)
      return { url: urlOf(port), probe: { ca: cert } }
    },
  },
  {
    name: 'http asked of a port that speaks TLS, whose certificate nobody trusts',
    right: ['wrong_scheme'],
    start: async (world) => ({ url: urlOf((await secured(world)).port) }),
  },
  {
    name: 'http asked of a port that answers 400 and says so (nginx)',
    right: ['wrong_scheme'],
    start: async (world) => ({
      url: await site(
        world,
        answers(400, page('400 The plain HTTP request was sent to HTTPS port'), { server: 'nginx/1.22.1' }),
      ),
    }),
  },
  {
    name: 'http asked of a port that answers 400 and says so (Go)',
    right: ['wrong_scheme'],
    start: async (world) => ({
      url: await site(
        world,
        answers(400, 'Client sent an HTTP request to an HTTPS server.\n', { 'content-type': 'text/plain' }),
      ),
    }),
  },
  {
    name: 'https asked of the plain port of Copydesk',
    right: ['wrong_scheme'],
    start: async ({ server }) => ({ url: urlOf(server.port, 'https') }),
  },
  {
    name: 'wss asked of a plain port of another server',
    right: ['wrong_scheme'],
    start: async (world) => ({
      url: (await site(world, answers(404, 'no'))).replace('http:', 'wss:'),
    }),
  },
  {
    name: 'https asked of SSH',
    right: ['tls_refused', 'other_protocol', 'unknown'],
    start: async (world) => {
      const { createServer: createPlain } = await import('node:net')
      const server = createPlain((socket) => void socket.write('SSH-2.0-OpenSSH_9.2p1\r\n'))
      return { url: urlOf(await listen(world, server), 'https') }
    },
  },
  {
    name: 'a certificate that nobody trusts',
    right: ['certificate'],
    start: async (world) => ({ url: urlOf((await secured(world)).port, 'https') }),
  },
  {
    name: 'an expired certificate',
    right: ['certificate'],
    start: async (world) => {
      const { key, cert, remove } = makeCertificate({ expired: true })
      world.onEnd(remove)
      const server = createServer({ key, cert }, answers(200, 'hello'))
      return { url: urlOf(await listen(world, server), 'https'), probe: { ca: cert } }
    },
  },
  {
    name: 'a certificate of ours wanted, told in TLS 1.3',
    right: ['client_certificate'],
    start: async (world) => {
      const { port, cert } = await secured(world, {
        requestCert: true,
        rejectUnauthorized: true,
        minVersion: 'TLSv1.3',
      })
      return { url: urlOf(port, 'https'), probe: { ca: cert } }
    },
  },
  {
    name: 'a certificate of ours wanted, told in TLS 1.2',
    right: ['client_certificate', 'tls_refused', 'cut_off', 'unknown'],
    start: async (world) => {
      const { port, cert } = await secured(world, {
        requestCert: true,
        rejectUnauthorized: true,
        maxVersion: 'TLSv1.2',
      })
      return { url: urlOf(port, 'https'), probe: { ca: cert } }
    },
  },
  {
    name: 'a certificate of ours wanted, told as a page (nginx)',
    right: ['client_certificate'],
    start: async (world) => ({
      url: await site(
        world,
        answers(400, page('400 No required SSL certificate was sent'), { server: 'nginx/1.22.1' }),
      ),
    }),
  },
  {
    name: 'versions of TLS that nobody has any more',
    right: ['tls_refused', 'cut_off', 'unknown'],
    start: async (world) => {
      const { key, cert, remove } = makeCertificate()
      world.onEnd(remove)
      const options = {
        key,
        cert,
        maxVersion: 'TLSv1.1',
        minVersion: 'TLSv1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      } as const
      const server = createTlsServer(options, (socket) => void socket.end())
      return { url: urlOf(await listen(world, server), 'https'), probe: { ca: cert } }
    },
  },
]
