/** Finds the test files that reach a module through relative imports, so that no list of them has to be kept. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Paths of those among `pattern` that import `module`, directly or through others, and do not match `except` themselves. */
export function suitesUsing(module: string, pattern: string, except: RegExp): string[] {
  const reaches = new Map<string, boolean>([[join(module), true]])
  const visit = (path: string): boolean => {
    const known = reaches.get(path)
    if (known !== undefined) return known
    // Against circles; what is asked again on the way adds nothing.
    reaches.set(path, false)
    const result = importsOf(path).some(visit)
    reaches.set(path, result)
    return result
  }
  return globSync(pattern)
    .filter((path) => visit(path) && !except.test(readFileSync(path, 'utf8')))
    .sort()
}

function importsOf(path: string): string[] {
  // linear: of our own files
  const specifiers = [...readFileSync(path, 'utf8').matchAll(/from '(\.[^']+)'/g)].map(
    ([, specifier = '']) => specifier,
  )
  return specifiers.map((specifier) => join(dirname(path), specifier)).filter((file) => existsSync(file))
}
