/** YAML front matter by the `yaml` library, whose own warnings stay silent. Pure. */
import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { exactNumber, type FieldsRead, type ReadField, unreadable, unreadableAt } from './read-fields.ts'

/** Aliases can make a small text mean millions of values. */
const maxValues = 10_000

export function readYaml(text: string): FieldsRead {
  try {
    const document = parseDocument(text, { logLevel: 'silent', prettyErrors: true })
    const [error] = document.errors
    if (error) return unreadableAt('YAML', text, error.linePos?.[0].line)
    return fieldsOf(document, text)
  } catch {
    return unreadable('is not valid YAML')
  }
}

function fieldsOf(document: Document.Parsed, text: string): FieldsRead {
  const { contents } = document
  if (contents === null || (isScalar(contents) && contents.value === null))
    return { ok: true, fields: new Map() }
  if (!isMap(contents)) {
    const isPlainText = isScalar(contents) && typeof contents.value === 'string'
    return { ...unreadable('is not a list of keys and values'), isPlainText }
  }
  const plain = plainValues(document, text)
  const fields = new Map<string, ReadField>()
  for (const { key, value } of contents.items) {
    const text = isScalar(value) ? writtenText(value) : undefined
    fields.set(keyText(key), { value: plain(value), text })
  }
  return { ok: true, fields }
}

/** YAML's own words for nothing; `Null` as a title is a title. */
const nothing = ['', '~', 'null']

function writtenText(scalar: { value: unknown; source?: string }): string | undefined {
  if (typeof scalar.value === 'string') return scalar.value
  return scalar.source === undefined || nothing.includes(scalar.source) ? undefined : scalar.source
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.source ?? key.value) : String(key)
}

/** Throws when there are too many values. */
function plainValues(document: Document.Parsed, text: string): (node: unknown) => unknown {
  let left = maxValues
  const plain = (node: unknown): unknown => {
    left -= 1
    if (left < 0) throw new RangeError('Too many values')
    if (isAlias(node)) return plain(node.resolve(document))
    if (isSeq(node)) return node.items.map(plain)
    if (isMap(node)) {
      // A key that is a list or a map itself is nothing that JSON has; mostly it is a template's braces.
      if (node.items.some(({ key }) => !isScalar(key)))
        return text.slice(...(node.range ?? [0, 0]).slice(0, 2))
      return Object.fromEntries(node.items.map(({ key, value }) => [keyText(key), plain(value)]))
    }
    if (!isScalar(node)) return null
    if (typeof node.value === 'number') return exactNumber(node.value, node.source ?? '')
    return ['string', 'boolean'].includes(typeof node.value) || node.value === null
      ? node.value
      : (node.source ?? String(node.value))
  }
  return plain
}
