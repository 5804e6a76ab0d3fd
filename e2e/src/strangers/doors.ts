/** Somebody stands before Copydesk and wants something first: a password, a sign-in, a proof to be a browser, patience. */

import type { RequestListener } from 'node:http'
import { isWebSocket, only, redirect } from '@copydesk/testkit/fault-proxy'
import { answers, answerUpgrade, behind, forwarding, isSocketPath, page, site } from './places.ts'
import type { Situation, World } from './situation.ts'

const password = `Basic ${btoa('staff:open sesame')}`

/** A proxy that asks for a password for everything, and passes on what brings it. */
function guarded(world: World, status: 401 | 407 = 401): Promise<string> {
  const asks = status === 401 ? 'www-authenticate' : 'proxy-authenticate'
  const given = status === 401 ? 'authorization' : 'proxy-authorization'
  return forwarding(world, {
    onRequest: (request, response) => {
      if (request.headers[given] === password) return false
      response.writeHead(status, { [asks]: 'Basic realm="Staff only"' }).end(page('Authorization Required'))
      return true
    },
    onUpgrade: (request, socket) =>
      request.headers[given] !== password &&
      answerUpgrade(socket, `${status} Unauthorized`, { [asks]: 'Basic realm="Staff only"' }),
  })
}

const passwords: readonly Situation[] = [
  {
    name: 'Basic authentication at the proxy, no password given',
    right: ['password_wanted'],
    start: async (world) => ({ url: await guarded(world) }),
  },
  {
    name: 'Basic authentication at the proxy, the right password given',
    right: ['healthy'],
    start: async (world) => {
      const url = await guarded(world)
      return { url, probe: { headers: { origin: url, values: { authorization: password } } } }
    },
  },
  {
    name: 'Basic authentication at the proxy, a wrong password given',
    right: ['password_wanted'],
    start: async (world) => {
      const url = await guarded(world)
      return { url, probe: { headers: { origin: url, values: { authorization: 'Basic d3Jvbmc6d3Jvbmc=' } } } }
    },
  },
  {
    name: 'Basic authentication for handshakes alone',
    right: ['password_wanted'],
    start: async (world) => ({
      url: await forwarding(world, {
        onUpgrade: (_request, socket) =>
          answerUpgrade(socket, '401 Unauthorized', { 'www-authenticate': 'Basic realm="x"' }),
      }),
    }),
  },
  {
    name: 'a 407 for everything',
    right: ['password_wanted'],
    start: async (world) => ({ url: await guarded(world, 407) }),
  },
  {
    name: 'Negotiate at the proxy (IIS, Kerberos)',
    right: ['password_wanted'],
    start: async (world) => ({
      url: await site(
        world,
        answers(401, page('401 - Unauthorized'), {
          'www-authenticate': 'Negotiate',
          server: 'Microsoft-IIS/10.0',
        }),
      ),
    }),
  },
]

const signIn = page('Sign in to Example', '<form><input type="password"></form>')

/** Every request leads to a sign-in page at another path of the same site. */
function ssoSite(): RequestListener {
  return (request, response) => {
    if (request.url?.startsWith('/login')) answers(200, signIn)(request, response)
    else response.writeHead(302, { location: `/login?next=${encodeURIComponent(request.url ?? '')}` }).end()
  }
}

const signIns: readonly Situation[] = [
  {
    name: 'a redirect to a sign-in for everything',
    right: ['redirected'],
    alsoTrue: ['web_page_answered'],
    start: async (world) => ({ url: await site(world, ssoSite()) }),
  },
  {
    name: 'a redirect to a sign-in for handshakes alone',
    right: ['redirected'],
    start: async (world) => ({
      url: await behind(world, only(isWebSocket, redirect('https://sso.example.invalid/authorize?state=x'))),
    }),
  },
  {
    name: 'a redirect to another host that does not exist',
    right: ['redirected'],
    start: async (world) => ({
      url: await site(world, answers(301, '', { location: 'https://desk.example.invalid/' })),
    }),
  },
  {
    name: 'a redirect to itself',
    right: ['redirected'],
    start: async (world) => ({
      url: await site(world, (request, response) =>
        response.writeHead(301, { location: `http://${request.headers.host}${request.url}` }).end(),
      ),
    }),
  },
  {
    name: 'a redirect in a circle of two',
    right: ['redirected'],
    start: async (world) => ({
      url: await site(world, (request, response) =>
        response.writeHead(302, { location: request.url === '/a' ? '/b' : '/a' }).end(),
      ),
    }),
  },
  {
    name: 'a redirect to itself with a cookie, as some checks for browsers do',
    right: ['redirected', 'challenge', 'unknown'],
    start: async (world) => ({
      url: await site(world, (request, response) =>
        response.writeHead(302, { location: request.url, 'set-cookie': 'seen=1' }).end(),
      ),
    }),
  },
  {
    name: 'a redirect to where Copydesk is',
    right: ['redirected'],
    start: async (world) => ({
      url: await site(world, (request, response) =>
        response.writeHead(301, { location: `${world.server.url}${request.url}` }).end(),
      ),
    }),
  },
  {
    name: 'a redirect to a start page (www)',
    right: ['redirected'],
    start: async (world) => {
      const www = await site(world, answers(200, page('Our company')))
      return { url: await site(world, answers(301, '', { location: `${www}/` })) }
    },
  },
  {
    name: 'a sign-in page with status 200 for everything',
    right: ['web_page_answered'],
    start: async (world) => ({ url: await site(world, answers(200, signIn)) }),
  },
  {
    name: 'a sign-in page for the WebSocket alone',
    right: ['web_page_answered'],
    start: async (world) => ({
      url: await forwarding(world, {
        onRequest: (request, response) => {
          if (isSocketPath(request)) answers(200, signIn)(request, response)
          return isSocketPath(request)
        },
        onUpgrade: (_request, socket) =>
          answerUpgrade(socket, '200 OK', { 'content-type': 'text/html' }, signIn),
      }),
    }),
  },
  {
    name: 'a captive portal',
    right: ['web_page_answered'],
    start: async (world) => ({
      url: await site(
        world,
        answers(200, page('Welcome to Hotel WiFi', '<a href="/accept">Accept terms</a>')),
      ),
    }),
  },
  {
    name: 'a captive portal that says so (511)',
    right: ['web_page_answered'],
    start: async (world) => ({
      url: await site(world, answers(511, page('Network Authentication Required'))),
    }),
  },
  {
    name: 'a captive portal that redirects',
    right: ['redirected'],
    start: async (world) => {
      const portal = await site(world, answers(200, page('Guest network', '<a href="/accept">Accept</a>')))
      return { url: await site(world, answers(302, '', { location: `${portal}/portal?mac=x` })) }
    },
  },
]

const challengePage = page('Just a moment...', '<script src="/cdn-cgi/challenge-platform/x.js"></script>')

const checks: readonly Situation[] = [
  {
    name: 'a challenge for programs that names itself',
    right: ['challenge'],
    start: async (world) => ({
      url: await site(
        world,
        answers(403, challengePage, {
          server: 'cloudflare',
          'cf-ray': '8a-ARN',
          'cf-mitigated': 'challenge',
        }),
      ),
    }),
  },
  {
    name: 'a challenge known by its title',
    right: ['challenge'],
    start: async (world) => ({
      url: await site(world, answers(503, challengePage, { server: 'cloudflare' })),
    }),
  },
  {
    name: 'a proof of work (Anubis)',
    right: ['challenge'],
    start: async (world) => ({ url: await site(world, answers(200, page("Making sure you're not a bot!"))) }),
  },
  {
    name: 'a challenge for programs, known by the user agent',
    right: ['challenge'],
    start: async (world) => ({
      url: await forwarding(world, {
        onRequest: (request, response) => {
          if (/Mozilla/.test(request.headers['user-agent'] ?? '')) return false
          answers(403, page('Attention Required! | Cloudflare'), { server: 'cloudflare' })(request, response)
          return true
        },
        onUpgrade: (_request, socket) =>
          answerUpgrade(
            socket,
            '403 Forbidden',
            { 'content-type': 'text/html', server: 'cloudflare' },
            page('Attention Required! | Cloudflare'),
          ),
      }),
    }),
  },
  {
    name: 'a challenge on the path of the WebSocket alone',
    right: ['challenge'],
    start: async (world) => ({
      url: await forwarding(world, {
        onUpgrade: (_request, socket) =>
          answerUpgrade(
            socket,
            '403 Forbidden',
            { 'content-type': 'text/html', 'cf-mitigated': 'challenge' },
            challengePage,
          ),
      }),
    }),
  },
  {
    name: 'a firewall that says Access Denied',
    right: ['blocked'],
    start: async (world) => ({
      url: await site(
        world,
        answers(403, page('Access Denied', 'Reference #18.2d351ab8'), { server: 'AkamaiGHost' }),
      ),
    }),
  },
  {
    name: 'a bare 403 for everything',
    right: ['unknown'],
    alsoTrue: ['blocked'],
    start: async (world) => ({
      url: await site(world, answers(403, page('403 Forbidden'), { server: 'nginx' })),
    }),
  },
  {
    name: 'a 406 of a firewall (ModSecurity)',
    right: ['blocked'],
    start: async (world) => ({
      url: await site(
        world,
        answers(406, page('Not Acceptable!', 'This error was generated by Mod_Security.'), {
          server: 'Apache',
        }),
      ),
    }),
  },
  {
    name: 'a firewall on handshakes alone',
    right: ['never_arrives', 'blocked'],
    start: async (world) => ({
      url: await forwarding(world, {
        onUpgrade: (_request, socket) =>
          answerUpgrade(socket, '403 Forbidden', { 'content-type': 'text/html' }, page('Request blocked')),
      }),
    }),
  },
  {
    name: 'too many requests',
    right: ['rate_limited'],
    start: async (world) => ({ url: await site(world, answers(429, 'slow down', { 'retry-after': '60' })) }),
  },
  {
    name: 'too many handshakes',
    right: ['rate_limited'],
    start: async (world) => ({
      url: await forwarding(world, {
        onUpgrade: (_request, socket) => answerUpgrade(socket, '429 Too Many Requests'),
      }),
    }),
  },
  {
    name: 'a maintenance page with 503',
    right: ['maintenance'],
    alsoTrue: ['upstream_unreachable'],
    start: async (world) => ({
      url: await site(world, answers(503, page('We are down for maintenance'), { 'retry-after': '3600' })),
    }),
  },
  {
    name: 'the error page of a network of proxies (521)',
    right: ['upstream_unreachable'],
    start: async (world) => ({
      url: await site(
        world,
        answers(521, page('desk.example | 521: Web server is down'), { server: 'cloudflare' }),
      ),
    }),
  },
  {
    name: 'a load balancer without a healthy server (503)',
    right: ['upstream_unreachable'],
    start: async (world) => ({
      url: await site(
        world,
        answers(
          503,
          '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>',
        ),
      ),
    }),
  },
  {
    name: 'a gateway without an answer (502), which does not name itself',
    right: ['upstream_unreachable'],
    start: async (world) => ({ url: await site(world, answers(502, 'Bad Gateway')) }),
  },
]

export const doors: readonly Situation[] = [...passwords, ...signIns, ...checks]
