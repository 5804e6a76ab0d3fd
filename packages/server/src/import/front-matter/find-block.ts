/**
 * Where a text's front matter begins and ends, and in which notation it is. Pure, and linear in the text: it goes by
 * lines. Known are YAML between `---` (Jekyll, Hugo, Astro …; `...` may end it), TOML between `+++` (Hugo, Zola), a JSON
 * object (Hugo), JSON members between `;;;` and both without their first line (Hexo).
 */

export interface FieldsBlock {
  kind: 'yaml' | 'toml' | 'json'
  /** Between the fences. */
  text: string
  /** What follows the block. */
  body: string
}

export interface FoundBlock {
  block?: FieldsBlock
  /** The text begins with something that looks like front matter and is none of the known kinds. */
  note?: string
}

const fences: readonly { open: RegExp; kind: FieldsBlock['kind']; close: (open: string) => RegExp }[] = [
  { open: /^-{3,}$/, kind: 'yaml', close: (open) => new RegExp(`^(?:${open}|\\.{3})$`) },
  { open: /^\+\+\+$/, kind: 'toml', close: () => /^\+\+\+$/ },
  { open: /^;;;$/, kind: 'json', close: () => /^;;;$/ },
]

/** Lines before it that are blank do not count. */
export function findBlock(text: string): FoundBlock {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => line.trim() !== '')
  const opening = lines[first]?.trimEnd() ?? ''
  const fence = fences.find(({ open }) => open.test(opening))
  if (fence) {
    const close = fence.close(opening)
    const end = lines.findIndex((line, index) => index > first && close.test(line.trimEnd()))
    // A rule at the start that nothing ends is a rule.
    return end < 0 ? {} : { block: blockOf(fence.kind, lines, first + 1, end) }
  }
  if (opening.startsWith('{')) return jsonObject(lines, first)
  return withoutOpening(lines, first) ?? { ...noteOn(lines, first) }
}

function blockOf(
  kind: FieldsBlock['kind'],
  lines: readonly string[],
  from: number,
  end: number,
): FieldsBlock {
  return { kind, text: lines.slice(from, end).join('\n'), body: lines.slice(end + 1).join('\n') }
}

/** An object that ends in a line of its own; templates, too, begin with a brace. */
function jsonObject(lines: readonly string[], first: number): FoundBlock {
  if (!/^\{\s*(?:"|$)/.test(lines[first] ?? '')) return {}
  const end = lines.findIndex((line, index) => index >= first && /^(?:\}|\{.*\})\s*$/.test(line))
  if (end < 0) return { note: 'it begins like JSON front matter, which does not end' }
  const body = lines.slice(end + 1).join('\n')
  return { block: { kind: 'json', text: lines.slice(first, end + 1).join('\n'), body } }
}

const yamlLine = /^(?:[\w-]+:(?:\s|$)|\s+\S|-\s|#)/
const jsonLine = /^(?:"[^"]*"\s*:|\s)/

/** Hexo needs no first line. A title must be among the fields: else it is a line of text above a rule, or a heading. */
function withoutOpening(lines: readonly string[], first: number): FoundBlock | undefined {
  const json = jsonLine.test(lines[first] ?? '')
  const [line, fence, kind] = json
    ? [jsonLine, /^;;;$/, 'json' as const]
    : [yamlLine, /^-{3,}$/, 'yaml' as const]
  const end = lines.findIndex((text, index) => index >= first && !line.test(text))
  if (end <= first || !fence.test(lines[end]?.trimEnd() ?? '')) return undefined
  const own = lines.slice(first, end)
  return own.some((text) => /^"?title"?\s*:\s*\S/i.test(text))
    ? { block: blockOf(kind, lines, first, end) }
    : undefined
}

/** A comment, or one line of fields, and then fences: a person meant front matter, most tools read none. */
function noteOn(lines: readonly string[], first: number): FoundBlock {
  const rest = lines.slice(first, first + 50)
  const start = /^<!--.*-->\s*$/.test(rest[0] ?? '')
    ? rest.findIndex((line) => /^(?:---|\+\+\+)\s*$/.test(line))
    : 0
  const isField =
    yamlLine.test(rest[start > 0 ? start + 1 : 0] ?? '') &&
    !/^[\s#-]/.test(rest[start > 0 ? start + 1 : 0] ?? '')
  const isFenced = start > 0 || /^-{3,}\s*$/.test(rest[1] ?? '')
  return isField && isFenced ? { note: 'its start looks like front matter and was kept as text' } : {}
}
