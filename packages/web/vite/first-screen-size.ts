/**
 * Prints how much JavaScript (gzip) the browser loads before the first screen, and fails the build above the limit:
 * the entry with everything it imports statically, and the largest screen with its own static imports. What a screen
 * loads later, with `lazy()`, comes after it is drawn and does not count.
 */
import { gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'

/** The plugin. `screensModule` ends the path of the module that imports the screens; `limitKb` is in kB of 1,000 bytes. */
export function firstScreenSize(screensModule: string, limitKb: number): Plugin {
  return {
    name: 'first-screen-size',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
      const entry = chunks.find((chunk) => chunk.isEntry)
      const table = [...this.getModuleIds()].find((id) => id.endsWith(screensModule))
      if (entry === undefined || table === undefined) throw new Error('The bundle has no entry or no screens')
      const screens = this.getModuleInfo(table)?.dynamicallyImportedIds ?? []
      const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
      const frame = withImports(entry, byName)
      const sizes = screens.map((id) => {
        const chunk = chunks.find((candidate) => candidate.moduleIds.includes(id)) ?? entry
        return {
          name: id.replace(/^.*\/|\.tsx$/g, ''),
          kb: gzipKb(withImports(chunk, byName, new Set(frame))),
        }
      })
      const summary = sizes.map(({ name, kb }) => `${name} ${kb.toFixed(0)}`).join(', ')
      console.log(`JavaScript before the first screen (gzip, kB): ${summary}`)
      const over = sizes.filter(({ kb }) => kb > limitKb).map(({ name }) => name)
      if (over.length > 0) this.warn(`Above the limit of ${limitKb} kB: ${over.join(', ')}`)
    },
  }
}

type Chunk = Rolldown.OutputChunk

/** Adds a chunk and all that it imports statically to those found so far. */
function withImports(chunk: Chunk, byName: Map<string, Chunk>, found = new Set<Chunk>()): Set<Chunk> {
  if (found.has(chunk)) return found
  found.add(chunk)
  for (const name of chunk.imports) {
    const imported = byName.get(name)
    if (imported !== undefined) withImports(imported, byName, found)
  }
  return found
}

function gzipKb(chunks: Set<Chunk>): number {
  let bytes = 0
  for (const chunk of chunks) bytes += gzipSync(chunk.code).length
  return bytes / 1000
}
