/**
 * Turns relative links between the files of a folder into links between their items, `content:ID`. What leads to no
 * imported file stays as it was written. Pure.
 */
import { posix } from 'node:path'
import { contentAddress, type Id } from '@copydesk/contract'
import type { FoundLink } from './find-links.ts'

/** Finds the item of a path below the folder; undefined when no item comes from it. */
export type ItemAt = (path: string) => Id | undefined

export interface ResolvedLink extends FoundLink {
  contentId: Id | undefined
}

/** Where the links stand that are to be resolved. */
export interface LinkPlace {
  /** Of their file, below the imported folder. */
  path: string
  /** What the imported folder is called. */
  folderName: string
}

export function resolveLinks(place: LinkPlace, links: readonly FoundLink[], itemAt: ItemAt): ResolvedLink[] {
  return links.map((link) => {
    const found = candidatePaths(place, link.path).map(itemAt)
    return { ...link, contentId: found.find((id) => id !== undefined) }
  })
}

/** The text with what is resolved put in. */
export function withLinks(text: string, links: readonly ResolvedLink[]): string {
  let result = ''
  let end = 0
  for (const { from, to, contentId, rest } of links) {
    if (contentId === undefined) continue
    result += `${text.slice(end, from)}${contentAddress(contentId)}${rest.replace(/[\s<>()\\]/g, escapedSign)}`
    end = to
  }
  return result + text.slice(end)
}

function escapedSign(sign: string): string {
  const escaped = encodeURIComponent(sign)
  return escaped === sign ? `%${sign.charCodeAt(0).toString(16)}` : escaped
}

/** The files that an address may mean: sites leave the ending out, or give the page's instead of the file's. */
function candidatePaths({ path, folderName }: LinkPlace, given: string): string[] {
  // As Windows writes paths.
  const written = given.replaceAll('\\', '/')
  // From the root of a site, which may be the folder or what it lies in.
  const isBelowName = folderName !== '' && written.startsWith(`/${folderName}/`)
  const address = isBelowName ? written.slice(folderName.length + 1) : written
  const base = address.startsWith('/') ? '' : posix.dirname(path)
  const joined = posix.normalize(posix.join(base, address)).replace(/^\/|\/$/g, '')
  if (joined.startsWith('..')) return []
  const bare = joined === '.' ? '' : joined
  const page = bare.replace(/\.html?$/, '')
  const inFolder = ['index', 'README', 'readme', '_index'].map((name) => (page ? `${page}/${name}` : name))
  const endings = ['md', 'mdx', 'markdown']
  const stems = address.endsWith('/') ? inFolder : [page, ...inFolder]
  return [bare, ...stems.flatMap((stem) => endings.map((ending) => `${stem}.${ending}`))]
}
