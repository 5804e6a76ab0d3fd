/**
 * `third-party-notices.txt` for a bundle: name, version, licence and licence text of every npm package that has code
 * or fonts in it. It fails the build for a package without a licence; it decides nothing else.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'

/** Writes it beside the web app. `alsoShipped` names packages that reach the bundle as assets, such as fonts. */
export function notices(root: string, alsoShipped: readonly string[]): Plugin {
  return {
    name: 'third-party-notices',
    apply: 'build',
    generateBundle(_options, bundle) {
      const folders = alsoShipped.map((name) => path.join(root, 'node_modules', name))
      const modules = Object.values(bundle).flatMap((one) => (one.type === 'chunk' ? one.moduleIds : []))
      const source = noticesOf(modules, folders)
      this.emitFile({ type: 'asset', fileName: 'third-party-notices.txt', source })
    },
  }
}

/** The notices of the packages that these modules belong to, and of those in `alsoShipped` (folders). */
export function noticesOf(modules: readonly string[], alsoShipped: readonly string[] = []): string {
  const folders = new Set(alsoShipped)
  for (const id of modules) {
    const folder = packageFolder(id)
    if (folder !== null) folders.add(folder)
  }
  return [...folders]
    .sort()
    .map(notice)
    .join(`\n${'-'.repeat(80)}\n\n`)
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
  const entries = readdirSync(folder)
  // Apache-2.0 asks for both.
  const files = [/^licen[cs]e/i, /^notice/i].flatMap(
    (name) => entries.find((entry) => name.test(entry)) ?? [],
  )
  const text = files.map((file) => `\n${readFileSync(path.join(folder, file), 'utf8').trim()}\n`).join('')
  return `${name} ${version} (${license})\n${text}`
}
