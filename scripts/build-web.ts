/**
 * Builds the editors' app into packages/web/dist, with the realtime client for other pages as `realtime.js`, but only
 * when something they are made of changed since the last build: a fingerprint of the sources' sizes and times is kept
 * beside the bundle. Prints one line.
 */
import { createHash } from 'node:crypto'
import { copyFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildWeb } from '../packages/web/vite/build.ts'
import { compressAssets } from './compress-assets.ts'
import { writeRealtimeFile } from './realtime-file.ts'

interface PackageFile {
  dependencies?: Record<string, string>
}

const root = fileURLToPath(new URL('..', import.meta.url))
const web = path.join(root, 'packages/web')
const stampFile = path.join(web, 'dist/.built-from')
const madeOf = [...packagesOf('web')].map((name) => path.join(root, 'packages', name))
const leftOut = new Set(['dist', 'node_modules', 'test'])

const stamp = fingerprint([...madeOf, path.join(root, 'package-lock.json')])
if (stamp === lastStamp()) {
  console.log('Web app: up to date')
} else {
  const startedAt = performance.now()
  // Without its stamp, a build that breaks off is done again.
  rmSync(stampFile, { force: true })
  await buildWeb()
  copyFileSync(await writeRealtimeFile(), path.join(web, 'dist/realtime.js'))
  compressAssets(path.join(web, 'dist'))
  writeFileSync(stampFile, stamp)
  console.log(`Web app: built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
}

/** The package and those of ours that it depends on, directly or through others, by their folders' names. */
function packagesOf(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found
  found.add(name)
  const text = readFileSync(path.join(root, 'packages', name, 'package.json'), 'utf8')
  const { dependencies = {} } = JSON.parse(text) as PackageFile
  for (const dependency of Object.keys(dependencies)) {
    if (dependency.startsWith('@copydesk/')) packagesOf(dependency.slice('@copydesk/'.length), found)
  }
  return found
}

function lastStamp(): string | null {
  try {
    return readFileSync(stampFile, 'utf8')
  } catch {
    return null
  }
}

/** Changes when any file below the paths is added, removed or written. */
function fingerprint(paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const entry of paths) addTo(hash, entry)
  return hash.digest('hex')
}

function addTo(hash: ReturnType<typeof createHash>, entry: string): void {
  const stats = statSync(entry)
  if (!stats.isDirectory()) {
    hash.update(`${path.relative(root, entry)} ${stats.size} ${stats.mtimeMs}\n`)
    return
  }
  for (const name of readdirSync(entry).sort()) if (!leftOut.has(name)) addTo(hash, path.join(entry, name))
}
