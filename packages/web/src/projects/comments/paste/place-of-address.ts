/** Which place of this desk an address names. Pure. */
import type { Id } from '@copydesk/contract'

/** An item of content, a project or an item in one; `isWithin`: at a comment there. */
export type DeskPlace = ({ contentId: Id } | { projectId: Id; itemId: Id | null }) & { isWithin: boolean }

const id = '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'
const ofContent = new RegExp(`^/content/${id}/?$`, 'i')
const ofProject = new RegExp(`^/projects/${id}/?$`, 'i')
const isId = new RegExp(`^${id}$`, 'i')

/** Null for every other address. `desk`: the app's own, with the path that it is served below. */
export function placeOfAddress(
  address: string,
  desk: { origin: string; basePath: string },
): DeskPlace | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (url.origin !== desk.origin || !url.pathname.startsWith(`${desk.basePath}/`)) return null
  const path = url.pathname.slice(desk.basePath.length)
  const isWithin = url.searchParams.has('comment')
  const [, contentId] = ofContent.exec(path) ?? []
  if (contentId !== undefined) return { contentId: contentId.toLowerCase(), isWithin }
  const [, projectId] = ofProject.exec(path) ?? []
  if (projectId === undefined) return null
  const item = url.searchParams.get('item') ?? ''
  return { projectId: projectId.toLowerCase(), itemId: isId.test(item) ? item.toLowerCase() : null, isWithin }
}
