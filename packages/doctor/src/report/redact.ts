/**
 * The last look before a text leaves: takes out what looks like a credential. Evidence holds none by its making;
 * this is for what other people's servers put into their answers and addresses.
 */
const patterns: readonly [RegExp, string][] = [
  // JSON Web Tokens.
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '(token)'],
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, '$1 (secret)'],
  // Credentials in addresses, and queries as a whole.
  [/\b(\w{1,20}:\/\/)[^\s/@]{1,500}@/g, '$1(secret)@'],
  [/(https?:\/\/[^\s?"')]+)\?[^\s"')]+/g, '$1?(query)'],
  [
    /\b(token|secret|password|session|api[-_]?key|cookie)(["']?\s*[=:]\s*["']?)[^\s"',;)]{6,}/gi,
    '$1$2(secret)',
  ],
]

export function redact(text: string): string {
  let clean = text
  for (const [pattern, replacement] of patterns) clean = clean.replace(pattern, replacement)
  return clean
}
