/**
 * Serves the built web app: files with a hash in their name for good, the page itself for every address of the
 * app, and for nothing else.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { forEverySite, realtimeScriptPath } from '@copydesk/hub/standalone'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './app.ts'
import { linkToFirstRequests } from './first-requests.ts'
import { sendProblem } from './problem.ts'
import { encodingFor, readWebAssets, type WebAsset } from './web-assets.ts'

/** First parts of paths that are never pages. */
const notPages = new Set([
  'api',
  'connection',
  'assets',
  'docs',
  'livez',
  'readyz',
  'metrics',
  'openapi.json',
])
/** Pages beside the app: the reference of the API at `/docs/api`. */
const ownPage = /^(\/.+)\/index\.html$/

export interface WebAppOptions {
  /** Folder of the built web app. */
  webDir: string | undefined
  /** What everything is below. */
  base: string
  /** Which methods a path takes. */
  methodsOf: (path: string) => string[]
}

/** Also answers whatever no route knows, so it takes the place of Fastify's own "not found". */
export async function installWebApp(app: App, { webDir, base, methodsOf }: WebAppOptions): Promise<void> {
  const isBuilt = webDir !== undefined && existsSync(join(webDir, 'index.html'))
  const assets = isBuilt ? readWebAssets(webDir, base) : []
  const page = assets.find(({ path }) => path === '/index.html')
  for (const asset of assets) serve(app, ownPage.exec(asset.path)?.[1] ?? asset.path, asset)
  if (page) app.get('/', (request, reply) => sendPage(request, reply, { page, base }))
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request)
    const methods = methodsOf(path)
    if (methods.length > 0 && !methods.includes(request.method)) {
      reply.header('allow', methods.join(', '))
      return sendProblem(request, reply, 'method_not_allowed', `${base}${path} takes ${methods.join(', ')}.`)
    }
    if (!isPage(request, path)) {
      return sendProblem(request, reply, 'not_found', `Nothing answers ${request.method} ${base}${path}.`)
    }
    if (page) return sendPage(request, reply, { page, base })
    return sendProblem(request, reply, 'not_found', 'The web app is not built: run npm run build:web.')
  })
}

function serve(app: App, url: string, asset: WebAsset): void {
  app.get(url, (request, reply) => sendAsset(request, reply, asset))
}

/** What its address answers depends on who asks: a program that wants no page is told that there is none. */
function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { page, base }: { page: WebAsset; base: string },
): FastifyReply {
  const link = linkToFirstRequests(pathOf(request), request.headers.cookie, base)
  if (link !== undefined) reply.header('link', link)
  return sendAsset(request, reply, page, 'Accept, Accept-Encoding, Cookie')
}

function sendAsset(
  request: FastifyRequest,
  reply: FastifyReply,
  asset: WebAsset,
  vary = 'Accept-Encoding',
): FastifyReply {
  const { path, type, etag, plain, compressed } = asset
  const isHashed = path.startsWith('/assets/')
  reply.type(type).headers({
    'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag,
    vary,
    ...(path === realtimeScriptPath ? forEverySite : {}),
  })
  if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send()
  const encoding = encodingFor(asset, request.headers['accept-encoding'])
  if (encoding) reply.header('content-encoding', encoding)
  return reply.send((encoding && compressed[encoding]) ?? plain)
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?')[0] ?? '/'
}

/** Whether If-None-Match (RFC 9110, section 13.1.2) names this tag; weak and strong ones compare alike. */
function isKnown(header: string | undefined, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '')
  return header?.split(',').some((tag) => opaque(tag) === opaque(etag) || tag.trim() === '*') ?? false
}

function isPage(request: FastifyRequest, path: string): boolean {
  return (
    (request.method === 'GET' || request.method === 'HEAD') &&
    (request.headers.accept ?? '').includes('text/html') &&
    !notPages.has(path.split('/')[1] ?? '')
  )
}
