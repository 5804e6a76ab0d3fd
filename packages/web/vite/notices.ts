/**
 * Writes `third-party-notices.txt` beside the bundle: name, version, licence and licence text of every npm package
 * that has code or fonts in it. It fails the build for a package without a licence; it decides nothing else.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'

/** The plugin. `alsoShipped` names packages that reach the bundle as assets, such as fonts. */
export function notices(root: string, alsoShipped: readonly string[]): Plugin {
  return {
    name: 'third-party-notices',
    apply: 'build',
    generateBundle(_options, bundle) {
      const folders = new Set(alsoShipped.map((name) => path.join(root, 'node_modules', name)))
      for (const output of Object.values(bundle)) {
        for (const id of output.type === 'chunk' ? output.moduleIds : []) {
          const folder = packageFolder(id)
          if (folder !== null) folders.add(folder)
        }
      }
      const source = [...folders]
        .sort()
        .map(notice)
        .join(`\n${'-'.repeat(80)}\n\n`)
      this.emitFile({ type: 'asset', fileName: 'third-party-notices.txt', source })
    },
  }
}

/** The folder of the npm package that a module belongs to, or null for our own code and virtual modules. */
function packageFolder(moduleId: string): string | null {
  const match = /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(moduleId)
  const folder = match?.[1]
  return folder !== undefined && existsSync(path.join(folder, 'package.json')) ? folder : null
}

function notice(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  const { name, version, license } = manifest as { name: string; version: string; license?: string }
  if (license === undefined) throw new Error(`${name} names no licence in its package.json`)
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file === undefined ? '' : `\n${readFileSync(path.join(folder, file), 'utf8').trim()}\n`
  return `${name} ${version} (${license})\n${text}`
}
