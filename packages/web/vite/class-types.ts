/**
 * Declares the classes of every CSS module beside it (`X.module.css.d.ts`, not in the repository), so that the compiler
 * knows each as a string and refuses one that is not in the style sheet. Run before the type check.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const sources = fileURLToPath(new URL('../src', import.meta.url))
/** What may hold a dot that begins no class. */
const aside = /\/\*[\s\S]*?\*\/|url\([^)]*\)|"[^"]*"|'[^']*'/g

for (const sheet of globSync('**/*.module.css', { cwd: sources })) {
  const text = readFileSync(`${sources}/${sheet}`, 'utf8').replace(aside, '')
  const names = [...text.matchAll(/\.([a-z_][\w-]*)/gi)].map(([, name = '']) => name)
  const lines = [...new Set(names)].sort().map((name) => `  readonly '${name}': string`)
  const declaration = `declare const classes: {\n${lines.join('\n')}\n}\nexport default classes\n`
  writeFileSync(`${sources}/${sheet}.d.ts`, declaration)
}
