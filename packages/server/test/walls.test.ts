/** Imports go as the tables of ARCHITECTURE.md say: between packages, and within them. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const page = readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8')
const imported = /(?:from|import\()\s*'([^']+)'/g

interface Import {
  file: string
  /** A path from the root, or a package. */
  target: string
}

/** The cells of the table with this heading, row by row. */
function tableOf(...heading: string[]): string[][] {
  const lines = page.split('\n')
  const start = lines.indexOf(`| ${heading.join(' | ')} |`)
  expect(start, `a table with ${heading.join(', ')}`).toBeGreaterThan(-1)
  const rows = lines.slice(start + 2)
  const end = rows.findIndex((line) => !line.startsWith('|'))
  return rows.slice(0, end).map((line) =>
    line
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim()),
  )
}

/** What stands between backticks in a cell. */
const quoted = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text)

const imports: Import[] = readdirSync(path.join(root, 'packages'))
  .map((name) => `packages/${name}/src`)
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
      .map((file) => path.posix.join(folder, file.replaceAll('\\', '/'))),
  )
  .flatMap((file) =>
    [...readFileSync(path.join(root, file), 'utf8').matchAll(imported)].map(([, name = '']) => ({
      file,
      target: name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name,
    })),
  )

it('between packages, from those that may know another to it', () => {
  const rows = tableOf('folder', 'its one job', 'imports').flatMap(([folder = '', , may = '']) =>
    quoted(folder).map((name) => ({ name, may })),
  )
  const allowed = new Map(rows.map(({ name, may }) => [name.replace('packages/', ''), may]))
  const names = [...allowed.keys()]
  const breaches = imports.filter(({ file, target }) => {
    const from = file.split('/')[1] ?? ''
    const to = target === 'copydesk' ? 'server' : /^@copydesk\/([^/]+)/.exec(target)?.[1]
    const may = allowed.get(from)
    if (to === undefined || to === from || may === 'any') return false
    return !names.includes(to) || !(may ?? '').split(', ').includes(to)
  })
  expect(breaches).toEqual([])
  expect(
    [...new Set(imports.map(({ file }) => file.split('/')[1]))].filter((name) => !allowed.has(name ?? '')),
  ).toEqual([])
})

it.each(tableOf('files', 'never import').map(([files = '', never = '']) => ({ files, never })))(
  'within packages: $files',
  ({ files, never }) => {
    const [wanted, spared] = [quoted(files).filter(isPlain), quoted(files).filter(isSpared)]
    const [forbidden, excepted] = [quoted(never).filter(isPlain), quoted(never).filter(isSpared)]
    const concerned = imports.filter(({ file }) => fits(file, wanted) && !fits(file, spared))
    expect(concerned.length, 'imports of these files').toBeGreaterThan(0)
    const breaches = concerned.filter(
      ({ file, target }) =>
        fits(target, forbidden) && !fits(target, excepted) && roomOf(file) !== roomOf(target),
    )
    expect(breaches).toEqual([])
  },
)

const isSpared = (pattern: string) => pattern.startsWith('!')
const isPlain = (pattern: string) => !isSpared(pattern)

function fits(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => path.matchesGlob(name, pattern.replace(/^!/, '')))
}

/** A room may always use its own files: a folder of a package's sources, or of the app's screens. */
function roomOf(file: string): string {
  return /^packages\/[^/]+\/src\/(?:screens\/)?[^/]+\//.exec(file)?.[0] ?? file
}
