/**
 * The reference of the HTTP API at `/docs/api`: Swagger UI with its own files, beside the app and no part of it. The
 * content security policy holds there as everywhere.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'

/** The npm package whose files are shipped. */
export const referenceLibrary = 'swagger-ui-dist'

const folder = 'docs/api'

/** Writes the page and its files into the build. `root` is the folder with node_modules. */
export function apiReference(root: string): Plugin {
  const library = path.join(root, 'node_modules', referenceLibrary)
  const own = path.join(root, 'packages/web/api-reference')
  const files = [
    ['index.html', own],
    ['start.js', own],
    ['swagger-ui.css', library],
    ['swagger-ui-bundle.js', library],
    ['swagger-ui-bundle.js.LICENSE.txt', library],
  ] as const
  return {
    name: 'api-reference',
    apply: 'build',
    generateBundle() {
      for (const [name, from] of files) {
        const source = readFileSync(path.join(from, name))
        this.emitFile({ type: 'asset', fileName: `${folder}/${name}`, source })
      }
    },
  }
}
