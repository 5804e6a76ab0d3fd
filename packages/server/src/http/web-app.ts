/**
 * Serves the built web app: files with a hash in their name for good, the page itself for every address of the
 * app, and for nothing else. Prefers the compressed copies that the build made.
 */
import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fastifyStatic } from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './app.ts'
import { sendProblem } from './problem.ts'
import { forEverySite, isRealtimeScript } from './realtime-script.ts'

const hashedFolder = `${sep}assets${sep}`
/** First parts of paths that are never pages. */
const notPages = new Set(['api', 'connection', 'assets', 'livez', 'readyz', 'metrics', 'openapi.json'])

/** Also answers whatever no route knows, so it takes the place of Fastify's own "not found". */
export async function installWebApp(app: App, webDir: string | undefined): Promise<void> {
  const isBuilt = webDir !== undefined && existsSync(join(webDir, 'index.html'))
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: webDir,
      index: ['index.html'],
      dotfiles: 'ignore',
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header(
          'cache-control',
          path.includes(hashedFolder) ? 'public, max-age=31536000, immutable' : 'no-cache',
        )
        if (isRealtimeScript(webDir, path)) reply.headers(forEverySite)
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '/'
    if (!isPage(request, path)) {
      return sendProblem(request, reply, 'not_found', `Nothing answers ${request.method} ${path}.`)
    }
    if (isBuilt) return sendPage(reply)
    return sendProblem(request, reply, 'not_found', 'The web app is not built: run npm run build:web.')
  })
}

function isPage(request: FastifyRequest, path: string): boolean {
  return (
    (request.method === 'GET' || request.method === 'HEAD') &&
    (request.headers.accept ?? '').includes('text/html') &&
    !notPages.has(path.split('/')[1] ?? '')
  )
}

function sendPage(reply: FastifyReply): FastifyReply {
  return reply.header('vary', 'Accept').sendFile('index.html')
}
