/**
 * Prints what each entry of this package weighs in a browser, without the SDK and compressed, and fails when one is
 * heavier than it may be or brings zod along.
 */
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

/** Bytes after minifying and gzip that an entry may have. */
const limits: Record<string, number> = {
  'realtime/index.ts': 8_000,
  'shared/index.ts': 5_000,
}
const external = ['centrifuge']

let isTooMuch = false
for (const [entry, limit] of Object.entries(limits)) {
  const { code, modules } = await bundle(entry)
  const size = gzipSync(code, { level: 9 }).length
  const foreign = modules.filter((module) => module.includes('node_modules'))
  const bad = [
    ...(size > limit ? [`at most ${limit} are allowed`] : []),
    ...foreign.map((one) => `has ${one}`),
  ]
  console.log(`${entry}: ${size} bytes gzip without the SDK${bad.map((one) => `; ${one}`).join('')}`)
  if (bad.length > 0) isTooMuch = true
}
if (isTooMuch) process.exitCode = 1

async function bundle(entry: string): Promise<{ code: string; modules: string[] }> {
  const input = fileURLToPath(new URL(`../src/${entry}`, import.meta.url))
  const build = await rolldown({
    input,
    external,
    resolve: { conditionNames: ['@copydesk/source', 'import'] },
  })
  const { output } = await build.generate({ minify: true })
  await build.close()
  const chunks = output.filter((one) => one.type === 'chunk')
  return {
    code: chunks.map((chunk) => chunk.code).join('\n'),
    modules: chunks.flatMap((chunk) => Object.keys(chunk.modules)),
  }
}
