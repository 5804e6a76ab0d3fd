/**
 * Prints what each entry of this package weighs in a browser, compressed, and fails when one is heavier than it may
 * be or brings something along that it must not, such as zod.
 */
import { gzipSync } from 'node:zlib'
import { bundle } from './bundle.ts'

interface Limit {
  entry: string
  /** Bytes after minifying and gzip. */
  bytes: number
  /** Packages that may come along. */
  packages: string[]
}

const limits: Limit[] = [
  { entry: 'realtime/index.ts', bytes: 11_000, packages: [] },
  { entry: 'tabs/index.ts', bytes: 8_000, packages: [] },
  // The single file for pages without a build step: the SDK is in it.
  { entry: 'realtime/index.ts', bytes: 35_000, packages: ['centrifuge'] },
]

let isTooMuch = false
for (const { entry, bytes, packages } of limits) {
  const isWhole = packages.length > 0
  const { code, modules } = await bundle(entry, { external: isWhole ? [] : ['centrifuge'] })
  const size = gzipSync(code, { level: 9 }).length
  const foreign = modules.filter(
    (module) =>
      module.includes('node_modules') && !packages.some((name) => module.includes(`/node_modules/${name}/`)),
  )
  const bad = [
    ...(size > bytes ? [`at most ${bytes} are allowed`] : []),
    ...foreign.map((one) => `has ${one}`),
  ]
  const named = `${entry} ${isWhole ? 'with' : 'without'} the SDK`
  console.log(`${named}: ${size} bytes gzip${bad.map((one) => `; ${one}`).join('')}`)
  if (bad.length > 0) isTooMuch = true
}
if (isTooMuch) process.exitCode = 1
