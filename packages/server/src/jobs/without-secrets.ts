/**
 * Takes what looks like a secret out of an error: foreign servers and libraries like to repeat the address, the header
 * or the body that they were sent. What stays tells one fault from another.
 */

const hidden = '(hidden)'

/** Each with what is kept of it. */
const secrets: readonly [RegExp, string][] = [
  // The user and the password of an address.
  [/:\/\/[^\s/?#]{1,500}@/g, `://${hidden}@`],
  [/\b(bearer|basic)\s{1,5}[\w.~+/=-]{4,}/gi, `$1 ${hidden}`],
  // JSON Web Tokens, and keys of Copydesk's own.
  [/\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g, hidden],
  [/\bcdk_[\w-]{10,}/g, hidden],
  // `password=…`, `"api_key": "…"`, `X-Token: …`, `?sig=…`
  [
    /(pass(?:word|wd|phrase)?|secret|token|api[-_]?key|access[-_]?key|signature|\bsig|\bkey|cookie)(["']?\s{0,3}[=:]\s{0,3}["']?)(?!\(hidden\))[^\s"'&,;]+/gi,
    `$1$2${hidden}`,
  ],
]

export function withoutSecrets(text: string): string {
  return secrets.reduce((result, [pattern, kept]) => result.replace(pattern, kept), text)
}
