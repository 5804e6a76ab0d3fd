/** What docs/connections.md tells operators is what the doctor tells them, and leads to files that are there. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fixes } from '../src/fixes/index.ts'
import { causes } from '../src/verdict/causes.ts'

const docs = new URL('../../../docs/', import.meta.url)
const handbook = readFileSync(new URL('connections.md', docs), 'utf8')

describe('docs/connections.md', () => {
  it.each(Object.values(fixes))('has the configuration of $title', ({ file, snippet }) => {
    expect(handbook).toContain(file ? `](proxies/${file})` : `\n${snippet.trimEnd()}\n\`\`\``)
  })

  it('lists every numbered cause under the name that the doctor gives it', () => {
    const listed = [...handbook.matchAll(/^\| (\d+) \| ([^|]+) \|/gm)].map(([, row, name]) => [
      Number(row),
      name,
    ])
    const known = Object.values(causes).flatMap(({ row, name }) => (row === null ? [] : [[row, name]]))
    expect(listed).toEqual(known)
  })

  it('leads to files and chapters that are there', () => {
    const chapters = [...handbook.matchAll(/^#+ (.+)$/gm)].map(
      ([, title = '']) => `#${title.toLowerCase().replaceAll(' ', '-')}`,
    )
    const targets = [...handbook.matchAll(/\]\(([^)h<][^)]*)\)/g)].map(([, target = '']) => target)
    for (const target of targets) {
      const isThere = target.startsWith('#') ? chapters.includes(target) : existsSync(new URL(target, docs))
      expect([target, isThere]).toEqual([target, true])
    }
  })
})
