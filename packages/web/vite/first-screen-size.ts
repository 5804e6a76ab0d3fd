/**
 * Measures how much JavaScript (gzip) the browser loads before each screen can be drawn: the entry and the screen,
 * with everything that they import statically. What a screen loads later, with `lazy()`, does not count. Prints the
 * figures and leaves them in the bundle's folder, where test/first-screen-size.test.ts holds them to the limit.
 */
import { gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'

/** The plugin. `screensModule` ends the path of the module that imports the screens. */
export function firstScreenSize(screensModule: string): Plugin {
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
      const sizes: Record<string, number> = {}
      for (const id of screens) {
        const chunk = chunks.find((candidate) => candidate.moduleIds.includes(id)) ?? entry
        const name = id.replace(/^.*\/|\.tsx$/g, '')
        sizes[name] = Math.round(gzipKb(withImports(chunk, byName, new Set(frame))))
      }
      this.emitFile({ type: 'asset', fileName: '.first-screen-kb.json', source: JSON.stringify(sizes) })
      const summary = Object.entries(sizes).map(([name, kb]) => `${name} ${kb}`)
      console.log(`JavaScript before the first screen (gzip, kB): ${summary.join(', ')}`)
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

/** In kB of 1,000 bytes. */
function gzipKb(chunks: Set<Chunk>): number {
  let bytes = 0
  for (const chunk of chunks) bytes += gzipSync(chunk.code).length
  return bytes / 1000
}
