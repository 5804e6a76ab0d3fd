/**
 * Prints how much JavaScript (gzip) the browser loads before the first screen, and fails the build above the limit:
 * the entry with everything it imports statically, and the largest screen with its own static imports.
 */
import { gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'

/** The plugin. `limitKb` is in kB of 1,000 bytes. */
export function firstScreenSize(limitKb: number): Plugin {
  return {
    name: 'first-screen-size',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
      const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
      const entry = chunks.find((chunk) => chunk.isEntry)
      if (entry === undefined) throw new Error('The bundle has no entry')
      const frame = withImports(entry, byName)
      // What a screen itself loads later comes after it is drawn.
      const screens = [...frame]
        .flatMap((chunk) => chunk.dynamicImports)
        .map((name) => byName.get(name))
        .filter((chunk) => chunk !== undefined)
        .filter((chunk) => /[\\/]screens[\\/][a-z-]+[\\/][A-Z]/.test(chunk.facadeModuleId ?? ''))
      const sizes = [entry, ...screens].map((screen) => ({
        name: screen.name,
        kb: gzipKb(new Set([...frame, ...withImports(screen, byName)])),
      }))
      const largest = sizes.reduce((left, right) => (right.kb > left.kb ? right : left))
      const summary = `${largest.kb.toFixed(0)} kB of JavaScript (gzip) before the first screen (${largest.name})`
      if (largest.kb > limitKb) this.warn(`${summary}, at most ${limitKb} are allowed`)
      console.log(summary)
    },
  }
}

type Chunk = Rolldown.OutputChunk

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
