/** Which methods an address takes, for the answer to one that it does not take (RFC 9110, section 15.5.6). */
import type { FastifyInstance } from 'fastify'

/** Collects the routes as they are registered; gives the methods of a path, none for one that nothing answers. */
export function collectMethods(app: FastifyInstance): (path: string) => string[] {
  const methodsOf = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const known = methodsOf.get(url) ?? new Set()
    methodsOf.set(url, known)
    for (const one of [method].flat()) known.add(one)
  })
  return (path) => {
    const parts = path.split('/')
    const found = [...methodsOf].find(([url]) => fits(url.split('/'), parts))
    return found ? [...found[1]].sort() : []
  }
}

function fits(pattern: readonly string[], parts: readonly string[]): boolean {
  return (
    pattern.length === parts.length &&
    pattern.every((part, index) => (part.startsWith(':') ? parts[index] !== '' : part === parts[index]))
  )
}
