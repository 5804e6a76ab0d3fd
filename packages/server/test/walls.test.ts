/** Imports go as the tables of ARCHITECTURE.md say, between packages and within them; folders are those of its trees. */
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

/** The cells of the table with this heading, row by row; the first one after a line, where that is given. */
function tableOf(heading: string[], after?: string): string[][] {
  const lines = page.split('\n')
  const from = after === undefined ? 0 : lines.indexOf(after)
  expect(from, after).toBeGreaterThan(-1)
  const start = lines.indexOf(`| ${heading.join(' | ')} |`, from)
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
  const rows = tableOf(['folder', 'its one job', 'imports']).flatMap(([folder = '', , may = '']) =>
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

it.each(tableOf(['files', 'never import']).map(([files = '', never = '']) => ({ files, never })))(
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

/** Paths of the folders below this one. */
const foldersIn = (folder: string) =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ parentPath, name }) => path.relative(path.join(root, folder), path.join(parentPath, name)))
    .map((name) => name.replaceAll('\\', '/'))
    .toSorted()

it.each(['server', 'hub'])('of %s each folder is named once, with its job, and no other', (name) => {
  const rows = tableOf(['folder', 'its one job'], `Inside \`packages/${name}/src\`:`)
  const named = rows.flatMap(([folders]) => quoted(folders)).filter((folder) => !folder.endsWith('.ts'))
  const parts = tableOf(['name', 'its one job']).flatMap(([part]) => quoted(part))
  const isPart = (folder: string) => folder.includes('/') && parts.includes(path.basename(folder))
  const folders = foldersIn(`packages/${name}/src`).filter((folder) => !isPart(folder))
  expect(named.toSorted()).toEqual(folders)
  expect(rows.filter(([, job = '']) => job === '')).toEqual([])
})

it('of contract and client each folder is named, and no other', () => {
  const lines = page.split('\n')
  const start = lines.findIndex((line) => line.startsWith('    packages/contract/src/'))
  const tree = lines.slice(start + 1, lines.indexOf('', start)).join('\n')
  const named = [...tree.matchAll(/([a-z-]+)\/(?=[\s,]|$)/g)].map(([, name = '']) => name)
  const folders = ['contract', 'client'].flatMap((name) => foldersIn(`packages/${name}/src`))
  const isNamed = (folder: string) => named.includes(path.basename(folder))
  expect(folders.filter((folder) => !isNamed(folder))).toEqual([])
  expect(named.filter((name) => !folders.some((folder) => path.basename(folder) === name))).toEqual([])
})

const isSpared = (pattern: string) => pattern.startsWith('!')
const isPlain = (pattern: string) => !isSpared(pattern)

function fits(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => path.matchesGlob(name, pattern.replace(/^!/, '')))
}

/** A room may always use its own files: a folder of a package's sources, or of the app's screens. */
function roomOf(file: string): string {
  return /^packages\/[^/]+\/src\/(?:screens\/)?[^/]+\//.exec(file)?.[0] ?? file
}
