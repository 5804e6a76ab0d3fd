/** What reaches a browser with the client: neither zod nor Node, and the realtime part alone brings less. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const packages = fileURLToPath(new URL('../..', import.meta.url))
const contract = join(packages, 'contract/src/index.ts')
/** Imports and re-exports that stay when the types are gone. */
const imports = /^(?:import|export)\s+(?!type\b)(?:[^'"]*?from\s+)?['"]([^'"]+)['"]/gm

/** Every source file that an entry loads, and every package outside of ours. */
function loadedBy(entry: string): { files: Set<string>; packages: Set<string> } {
  const files = new Set<string>()
  const outside = new Set<string>()
  const visit = (file: string) => {
    if (files.has(file)) return
    files.add(file)
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(imports)) {
      if (name.startsWith('.')) visit(join(dirname(file), name))
      else if (name === '@copydesk/contract') visit(contract)
      else outside.add(name)
    }
  }
  visit(join(packages, 'client/src', entry))
  return { files, packages: outside }
}

describe('the client', () => {
  it('loads nothing but the SDK from outside', () => {
    const loaded = loadedBy('index.ts')
    expect([...loaded.packages]).toEqual(['centrifuge'])
    expect([...loaded.files].some((file) => file.endsWith('/schemas.ts'))).toBe(false)
    expect(loaded.files.size).toBeGreaterThan(40)
  })

  it('loads the realtime part without the rest', () => {
    const loaded = loadedBy('realtime/index.ts')
    expect([...loaded.packages]).toEqual(['centrifuge'])
    expect([...loaded.files].filter((file) => !file.includes('/client/src/realtime/'))).toEqual([])
  })

  it('loads no SDK into a tab whose connection a worker holds', () => {
    const loaded = loadedBy('tabs/index.ts')
    expect([...loaded.packages]).toEqual([])
    expect(loaded.files.size).toBeGreaterThan(10)
    expect([...loadedBy('tabs/serve.ts').packages]).toEqual(['centrifuge'])
  })
})
