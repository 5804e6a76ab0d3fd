/**
 * Mentions in comment bodies: `@[name](person:id)`. What people typed is untrusted text: anything that is not
 * exactly a mention is left alone. Whether such a person exists is for the caller to ask the database.
 */
import type { Id } from '@copydesk/contract'

/** Escaped characters are allowed in the name. Both parts are bounded, so matching stays linear. */
const mention =
  /@\[((?:\\.|[^\]\\\n]){1,200})\]\(person:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\)/gi

/** Fenced blocks and code spans: code that shows how to mention someone mentions nobody. */
const code = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g

/** The ids mentioned, each once, in the order of the text. */
export function parseMentions(body: string): Id[] {
  const ids = [...body.replace(code, '').matchAll(mention)].map((match) => match[2]?.toLowerCase() ?? '')
  return [...new Set(ids)]
}

/** The text with each mention as `@name`. */
export function mentionsAsText(body: string): string {
  return body.replace(mention, (_, name: string) => `@${name.replace(/\\(.)/g, '$1')}`)
}
