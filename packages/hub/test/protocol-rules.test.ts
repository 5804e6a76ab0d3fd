/** Every numbered rule of PROTOCOL.md is quoted by a test, and no test quotes a rule that does not exist. */
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const packages = fileURLToPath(new URL('../..', import.meta.url))
const document = readFileSync(`${packages}/protocol/PROTOCOL.md`, 'utf8')
const rules = [...document.matchAll(/^- \*\*\[([A-Z]\d+)\]\*\*/gm)].map(([, label]) => label)

const sources = globSync('{protocol,hub}/{src,test}/**/*.test.ts', { cwd: packages })
  .map((file) => readFileSync(`${packages}/${file}`, 'utf8'))
  .join('\n')
/** Labels at the beginning of strings and after words in them, as test titles have them. */
const quoted = new Set([...sources.matchAll(/\[([A-Z]\d+)\] /g)].map(([, label]) => label))

describe('PROTOCOL.md', () => {
  it('has rules, each once', () => {
    expect(rules.length).toBeGreaterThan(50)
    expect(new Set(rules).size).toBe(rules.length)
  })

  it('has no rule that no test quotes', () => {
    expect(rules.filter((label) => !quoted.has(label))).toEqual([])
  })

  it('has every rule that a test quotes', () => {
    const unknown = [...quoted].filter((label) => !rules.includes(label))
    expect(unknown).toEqual([])
  })

  it('and every other page for people promise nothing to SDKs that speak protobuf only', () => {
    const root = `${packages}/..`
    const pages = globSync(['*.md', 'docs/**/*.md', 'packages/*/*.md', 'examples/*/*.md'], { cwd: root })
    expect(pages.length).toBeGreaterThan(10)
    const promises = pages.flatMap((page) =>
      readFileSync(`${root}/${page}`, 'utf8')
        .split(/\n\s*\n/)
        .filter((part) => /\b(Swift|Java|Dart|Kotlin|Flutter)\b/.test(part) && !/protobuf/.test(part)),
    )
    expect(promises).toEqual([])
  })

  it('refers to rules that exist', () => {
    const named = [...document.matchAll(/\[([A-Z]\d+)\]/g)].map(([, label]) => label)
    expect(named.filter((label) => !rules.includes(label))).toEqual([])
  })
})
