/** The address is another one than Copydesk's: another site, a page, another port, another kind of server. */
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttp2Server, createSecureServer } from 'node:http2'
import { makeCertificate } from '@copydesk/testkit'
import { freePort } from '@copydesk/testkit/proxies'
import express from 'express'
import { Server as SocketIoServer } from 'socket.io'
import { answers, listen, page, plainSocket, site, urlOf } from './places.ts'
import type { Situation } from './situation.ts'

const elsewhere: readonly Situation[] = [
  {
    name: 'a site that answers 404 to all',
    right: ['no_copydesk'],
    start: async (world) => ({ url: await site(world, answers(404, 'not found')) }),
  },
  {
    name: 'nginx-like 404 pages',
    right: ['no_copydesk'],
    start: async (world) => ({
      url: await site(world, answers(404, page('404 Not Found'), { server: 'nginx/1.22.1' })),
    }),
  },
  {
    name: 'a static site that serves its start page for every path',
    right: ['no_copydesk'],
    start: async (world) => ({ url: await site(world, answers(200, page('Our company'))) }),
  },
  {
    name: 'an express app',
    right: ['no_copydesk'],
    start: async (world) => {
      const app = express().get('/', (_request, response) => void response.send('Hello World!'))
      return { url: urlOf(await listen(world, createHttpServer(app))) }
    },
  },
  {
    name: 'Socket.IO with a page',
    right: ['no_copydesk'],
    start: async (world) => {
      const server = createHttpServer(answers(200, page('Chat')))
      new SocketIoServer(server)
      return { url: urlOf(await listen(world, server)) }
    },
  },
  {
    name: 'a JSON API that answers 200 to all',
    right: ['no_copydesk'],
    start: async (world) => ({
      url: await site(world, answers(200, '{"ok":true}', { 'content-type': 'application/json' })),
    }),
  },
  {
    name: 'an API with problem+json of its own',
    right: ['no_copydesk'],
    start: async (world) => ({
      url: await site(
        world,
        answers(404, '{"type":"about:blank","title":"Not Found","status":404,"code":"unavailable"}', {
          'content-type': 'application/problem+json',
        }),
      ),
    }),
  },
  {
    name: 'problem+json 503 of a gateway with a code that we have too',
    right: ['upstream_unreachable', 'maintenance', 'unknown'],
    start: async (world) => ({
      url: await site(
        world,
        answers(503, '{"type":"about:blank","title":"Service Unavailable","status":503,"code":"stopping"}', {
          'content-type': 'application/problem+json',
        }),
      ),
    }),
  },
  {
    name: 'a 405 of a server that takes POST alone',
    right: ['no_copydesk'],
    start: async (world) => ({ url: await site(world, answers(405, '', { allow: 'POST' })) }),
  },
  {
    name: 'a page that begins and never ends',
    right: ['no_copydesk', 'unknown'],
    start: async (world) => ({
      url: await site(world, (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).write(page('Radio'))
      }),
    }),
  },
  {
    name: 'a 426 for all',
    right: ['unknown', 'no_copydesk'],
    alsoTrue: ['upgrade_stripped'],
    start: async (world) => ({
      url: await site(world, answers(426, 'no', { upgrade: 'TLS/1.2, HTTP/1.1' })),
    }),
  },
  {
    name: 'a 500 for all',
    right: ['unknown'],
    start: async (world) => ({ url: await site(world, answers(500, page('Server Error (500)'))) }),
  },
  {
    name: 'a host that the web server does not know (IIS)',
    right: ['no_copydesk', 'unknown'],
    start: async (world) => ({
      url: await site(
        world,
        answers(400, page('Bad Request', '<h2>Bad Request - Invalid Hostname</h2>'), {
          server: 'Microsoft-HTTPAPI/2.0',
        }),
      ),
    }),
  },
  {
    name: 'a health page of a load balancer on its admin port',
    right: ['no_copydesk'],
    start: async (world) => ({
      url: await site(world, answers(200, '200 OK\nService ready.\n', { 'content-type': 'text/plain' })),
    }),
  },
]

const pages: readonly Situation[] = [
  {
    name: 'the address of a page of the app',
    right: ['healthy'],
    alsoTrue: ['leave_path_out'],
    start: async ({ server }) => ({ url: `${server.url}/projects` }),
  },
  {
    name: 'the address of a project with a query',
    right: ['healthy'],
    alsoTrue: ['leave_path_out'],
    start: async ({ server }) => ({ url: `${server.url}/projects/prj_1?tab=comments#c1` }),
  },
  {
    name: 'the address of the API',
    right: ['healthy'],
    alsoTrue: ['leave_path_out'],
    start: async ({ server }) => ({ url: `${server.url}/api/v1` }),
  },
  {
    name: 'the address of a page of another site',
    right: ['no_copydesk'],
    start: async (world) => ({ url: `${await site(world, answers(200, page('News')))}/projects/1` }),
  },
  {
    name: 'the address of the socket itself',
    right: ['healthy'],
    start: async ({ server }) => ({ url: `${server.url.replace('http:', 'ws:')}/connection/websocket` }),
  },
  {
    name: 'a path that is none, given with --path',
    right: ['unknown', 'never_arrives', 'path_rewritten', 'web_page_answered'],
    start: async ({ server }) => ({ url: server.url, path: '/nowhere' }),
  },
  {
    name: 'localhost, with a dot at the end of the name',
    // Not every resolver knows it.
    right: ['healthy', 'host_refused', 'unreachable'],
    alsoTrue: ['forwarded_headers'],
    start: async ({ server }) => ({ url: `http://localhost.:${server.port}` }),
  },
  {
    name: 'localhost by name',
    right: ['healthy'],
    start: async ({ server }) => ({ url: `http://localhost:${server.port}` }),
  },
]

const ports: readonly Situation[] = [
  {
    name: 'a port on which nothing listens',
    right: ['unreachable'],
    start: async () => ({ url: urlOf(await freePort()) }),
  },
  {
    name: 'an IPv6 address on which nothing listens',
    right: ['unreachable'],
    start: async () => ({ url: `http://[::1]:${await freePort()}` }),
  },
  {
    name: 'a name that DNS does not know',
    right: ['unreachable'],
    start: async () => ({ url: 'http://nothing-has-this-name.invalid' }),
  },
  {
    name: 'SSH',
    right: ['other_protocol'],
    start: async (world) => ({
      url: await plainSocket(world, (socket) => void socket.write('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n')),
    }),
  },
  {
    name: 'SMTP',
    right: ['other_protocol'],
    start: async (world) => ({
      url: await plainSocket(world, (socket) => {
        socket.write('220 mail.example.org ESMTP Postfix\r\n')
        socket.on('data', () => socket.write('221 2.7.0 Error: I can break rules, too. Goodbye.\r\n'))
      }),
    }),
  },
  {
    name: 'Redis',
    right: ['other_protocol'],
    start: async (world) => ({
      url: await plainSocket(world, (socket) => {
        socket.on('data', () => socket.end("-ERR wrong number of arguments for 'get' command\r\n"))
      }),
    }),
  },
  {
    name: 'MySQL',
    right: ['other_protocol'],
    start: async (world) => ({
      url: await plainSocket(
        world,
        (socket) => void socket.write('J\0\0\0\n8.0.36\0\u000b\0\0\0....\0caching_sha2_password\0'),
      ),
    }),
  },
  {
    name: 'PostgreSQL, which ends what it does not understand',
    right: ['cut_off', 'unknown'],
    start: async (world) => ({
      url: await plainSocket(world, (socket) => void socket.on('data', () => socket.end())),
    }),
  },
  {
    name: 'a firewall that resets connections',
    right: ['cut_off', 'unknown'],
    start: async (world) => ({
      url: await plainSocket(world, (socket) => void socket.resetAndDestroy()),
    }),
  },
  {
    name: 'something that takes connections and never answers',
    right: ['unreachable'],
    start: async (world) => ({ url: await plainSocket(world, (socket) => void socket.resume()) }),
  },
  {
    name: 'bytes that are no protocol',
    right: ['unknown', 'other_protocol'],
    start: async (world) => ({
      url: await plainSocket(world, (socket) => {
        socket.on('data', () => socket.end(Buffer.from([1, 2, 3, 4, 250, 251])))
      }),
    }),
  },
  {
    name: 'HTTP/2 alone, without TLS',
    right: ['other_protocol'],
    start: async (world) => ({
      url: urlOf(
        await listen(
          world,
          createHttp2Server((_request, response) => response.end()),
        ),
      ),
    }),
  },
  {
    name: 'HTTP/2 alone, with TLS',
    right: ['other_protocol'],
    start: async (world) => {
      const { key, cert, remove } = makeCertificate()
      world.onEnd(remove)
      const server = createSecureServer({ key, cert }, (_request, response) => response.end())
      return { url: urlOf(await listen(world, server), 'https'), probe: { ca: cert } }
    },
  },
]

export const wrongAddresses: readonly Situation[] = [...elsewhere, ...pages, ...ports]
