/** The packages that go to the npm registry: those in packages/ that are not private. Touches no file. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface PublicPackage {
  name: string
  /** Absolute. */
  folder: string
}

interface Manifest {
  name: string
  private?: boolean
  dependencies?: Record<string, string>
}

/** In an order in which each comes after those it depends on. Throws where they depend on each other in a circle. */
export function publicPackages(root: string): PublicPackage[] {
  const folders = readdirSync(path.join(root, 'packages')).map((name) => path.join(root, 'packages', name))
  const found = new Map<string, PublicPackage & { needs: string[] }>()
  for (const folder of folders.filter((one) => existsSync(path.join(one, 'package.json')))) {
    const manifest: Manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
    if (manifest.private) continue
    found.set(manifest.name, { name: manifest.name, folder, needs: Object.keys(manifest.dependencies ?? {}) })
  }
  const ordered = new Map<string, PublicPackage>()
  while (ordered.size < found.size) {
    const before = ordered.size
    for (const { name, folder, needs } of found.values()) {
      const isReady = needs.every((need) => !found.has(need) || ordered.has(need))
      if (isReady) ordered.set(name, { name, folder })
    }
    if (ordered.size === before) throw new Error('The public packages depend on each other in a circle')
  }
  return [...ordered.values()]
}
