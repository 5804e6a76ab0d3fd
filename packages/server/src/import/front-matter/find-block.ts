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

/** A note for a text that was not taken for front matter, and may have been meant as such. */
export const looksLikeFields = 'its start looks like front matter and was kept as text'

export interface FoundBlock {
  block?: FieldsBlock
  /** The text begins with something that looks like front matter and is none of the known kinds. */
  note?: string
}

const fences: readonly { open: RegExp; kind: FieldsBlock['kind']; close: RegExp }[] = [
  { open: /^ {0,3}-{3,}$/, kind: 'yaml', close: /^ {0,3}(?:-{3,}|\.{3})$/ },
  { open: /^ {0,3}\+\+\+$/, kind: 'toml', close: /^ {0,3}\+\+\+$/ },
  { open: /^;;;$/, kind: 'json', close: /^;;;$/ },
]

/** Blank lines before it do not count, and neither do comments, which stay in the text. */
export function findBlock(text: string): FoundBlock {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => !/^(?:\s*|<!--.*-->\s*)$/.test(line))
  const opening = lines[first]?.trimEnd() ?? ''
  const fence = fences.find(({ open }) => open.test(opening))
  if (fence) {
    const end = lines.findIndex((line, index) => index > first && fence.close.test(line.trimEnd()))
    if (end >= 0) return { block: blockOf(fence.kind, lines, first, first + 1, end) }
    // A rule at the start that nothing ends is a rule.
    return /^[\w-]+\s*[:=]\s*\S/.test(lines[first + 1] ?? '') ? { note: looksLikeFields } : {}
  }
  if (opening.startsWith('{')) return jsonObject(lines, first)
  return withoutOpening(lines, first)
}

/** The fields are the lines from `from` to `end`; what stands before `first` stays in the text. */
function blockOf(
  kind: FieldsBlock['kind'],
  lines: readonly string[],
  first: number,
  from: number,
  end: number,
): FieldsBlock {
  const body = [...lines.slice(0, first), ...lines.slice(end + 1)].join('\n')
  return { kind, text: lines.slice(from, end).join('\n'), body }
}

/** An object that ends in a line of its own; templates, too, begin with a brace. */
function jsonObject(lines: readonly string[], first: number): FoundBlock {
  if (!/^\{\s*(?:"|$)/.test(lines[first] ?? '')) return {}
  const end = lines.findIndex((line, index) => index >= first && /^(?:\}|\{.*\})\s*$/.test(line))
  if (end < 0) return { note: 'it begins like JSON front matter, which does not end' }
  const block = blockOf('json', lines, first, first, end)
  return { block: { ...block, text: lines.slice(first, end + 1).join('\n') } }
}

const yamlLine = /^(?:[\w-]+:(?:\s|$)|\s+\S|-\s|#)/
const jsonLine = /^(?:"[^"]*"\s*:|\s)/

/**
 * Hexo needs no first line. A title must be among the fields: else it is a line of text above a rule, or a heading, and
 * a person is told.
 */
function withoutOpening(lines: readonly string[], first: number): FoundBlock {
  const isJson = jsonLine.test(lines[first] ?? '')
  const [line, fence] = isJson ? [jsonLine, /^;;;$/] : [yamlLine, /^-{3,}$/]
  const end = lines.findIndex((text, index) => index >= first && !line.test(text))
  if (first < 0 || end <= first || !fence.test(lines[end]?.trimEnd() ?? '')) return {}
  const own = lines.slice(first, end)
  if (own.some((text) => /^"?title"?\s*:\s*\S/i.test(text))) {
    return { block: blockOf(isJson ? 'json' : 'yaml', lines, first, first, end) }
  }
  return own.every((text) => /^[\w-]+:/.test(text)) ? { note: looksLikeFields } : {}
}
