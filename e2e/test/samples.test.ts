/**
 * The samples of the documents compile, under the strictest settings that a reader may have. Those of one document may
 * import each other: a sample whose first line is `// name.ts` is that file.
 */
import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const documents = globSync(['README.md', 'docs/**/*.md', 'packages/*/*.md', 'examples/*/*.md'], { cwd: root })

/** Code blocks by the name of the file that each would be. */
function samplesOf(document: string): Map<string, string> {
  const text = readFileSync(join(root, document), 'utf8')
  const blocks = [...text.matchAll(/^```(tsx?|js)\n(.*?)^```$/gms)]
  return new Map(
    blocks.map(([, language = '', code = ''], index) => {
      const [, name = `sample-${index + 1}.${language}`] =
        /^\/\/ (\S+\.tsx?)$/m.exec(code.split('\n', 1)[0] ?? '') ?? []
      return [name, code]
    }),
  )
}

it('every sample in a document compiles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-samples-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  let count = 0
  for (const [index, document] of documents.entries()) {
    mkdirSync(join(folder, `${index}`))
    for (const [name, code] of samplesOf(document)) {
      writeFileSync(join(folder, `${index}`, name), code)
      count += 1
    }
  }
  expect(count).toBeGreaterThan(10)

  const compilerOptions = {
    types: ['node', 'react'],
    lib: ['es2024', 'dom', 'dom.iterable'],
    jsx: 'react-jsx',
    allowJs: true,
    checkJs: true,
    // A sample shows how a thing is made; what the reader does with it is the reader's.
    noUnusedLocals: false,
    noUnusedParameters: false,
  }
  const settings = { extends: join(root, 'tsconfig.base.json'), compilerOptions, include: ['*/*'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings))
  const tsc = join(root, 'node_modules/.bin/tsc')
  const { stdout } = spawnSync(tsc, ['--noEmit'], { cwd: folder, encoding: 'utf8' })
  expect(stdout.replace(/^(\d+)\//gm, (_, index) => `${documents[index]}: `)).toBe('')
})
