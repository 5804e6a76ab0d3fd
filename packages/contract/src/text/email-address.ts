/**
 * The one parser for e-mail addresses, those with letters of any script too (RFC 6531). Lower case, since nobody
 * tells two mailboxes apart by case; the domain in its ASCII form (RFC 5891), so that both spellings are one address.
 */

/** Octets, RFC 5321 4.5.3.1.3. */
export const maxEmailLength = 254

/** Octets before the @, RFC 5321 4.5.3.1.1. */
const maxLocalLength = 64

/** One part of a dot-string: what RFC 5322 calls atext, and every letter, mark and digit beyond ASCII. */
const atom = /^[\w!#$%&'*+/=?^`{|}~\p{L}\p{M}\p{N}-]+$/u
const label = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/

/** The address in the form that is stored and compared, or null for what is none. */
export function parseEmail(typed: string): string | null {
  if (typed.length > maxEmailLength) return null
  const text = typed.trim().normalize('NFC')
  const at = text.lastIndexOf('@')
  const local = text.slice(0, at).toLowerCase().normalize('NFC')
  const domain = asciiDomain(text.slice(at + 1))
  if (at < 1 || domain === null || !local.split('.').every((part) => atom.test(part))) return null
  const octets = new TextEncoder()
  if (octets.encode(local).length > maxLocalLength) return null
  const address = `${local}@${domain}`
  return octets.encode(address).length > maxEmailLength ? null : address
}

/** The address as it would be stored; what is none comes back in lower case, and equals nobody's. */
export function sameEmail(typed: string): string {
  return parseEmail(typed) ?? typed.toLowerCase()
}

function asciiDomain(typed: string): string | null {
  // Only letters, digits and dots reach the URL parser, so that it reads a host name and nothing else.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(typed) || !URL.canParse(`http://${typed}`)) return null
  const labels = new URL(`http://${typed}`).hostname.split('.')
  const isNumber = /^\d+$/.test(labels.at(-1) ?? '')
  return labels.length > 1 && !isNumber && labels.every((one) => label.test(one)) ? labels.join('.') : null
}
