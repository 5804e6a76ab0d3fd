/**
 * Finds regular expressions whose time grows faster than the text they read: what people write reaches most of them,
 * and one comment or header must not stop a server. Part of `npm run check`; says where and which text takes long.
 * An expression for text that is bounded anyway says so in the line above: `// linear: at most 200 characters`.
 */
import { globSync, readFileSync } from 'node:fs'
import { RegExpParser } from '@eslint-community/regexpp'
import { parseAst } from 'rolldown/parseAst'
import { analyse } from 'scslre'

interface Node {
  type: string
  start: number
  regex?: { pattern: string; flags: string }
}

const parser = new RegExpParser()
let faults = 0

for (const file of globSync('packages/*/src/**/*.{ts,tsx}')) {
  if (/\.test\.tsx?$/.test(file) || file.includes('/testkit/')) continue
  const source = readFileSync(file, 'utf8')
  const lines = source.split('\n')
  for (const { start, regex } of literalsIn(parseAst(source, { lang: file.endsWith('x') ? 'tsx' : 'ts' }))) {
    const line = source.slice(0, start).split('\n').length
    if (lines[line - 2]?.includes('// linear: ')) continue
    const { pattern, flags } = regex
    const literal = {
      pattern: parser.parsePattern(pattern, 0, pattern.length, modes(flags)),
      flags: parser.parseFlags(flags),
    }
    const { reports } = analyse(literal, { reportTypes: { Move: !flags.includes('y') } })
    for (const report of reports) {
      faults += 1
      console.error(
        `${file}:${line}  /${pattern}/${flags}  (${report.type}${report.exponential ? ', exponential' : ''})`,
      )
    }
  }
}
if (faults > 0) {
  console.error(
    `\n${faults} expressions take more than linear time. Bound what repeats, or read line by line.`,
  )
  process.exitCode = 1
}

function modes(flags: string): { unicode: boolean; unicodeSets: boolean } {
  return { unicode: flags.includes('u'), unicodeSets: flags.includes('v') }
}

function* literalsIn(node: unknown): Generator<Required<Node>> {
  if (Array.isArray(node)) for (const child of node) yield* literalsIn(child)
  else if (typeof node === 'object' && node !== null) {
    if ('regex' in node && node.regex) yield node as Required<Node>
    for (const child of Object.values(node)) yield* literalsIn(child)
  }
}
