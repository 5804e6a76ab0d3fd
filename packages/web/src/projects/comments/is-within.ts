/** Whether the threads of one place are among those of another: those on an item are among its project's. */
import type { ThreadHome } from '@copydesk/contract'

export function isWithin(home: ThreadHome, place: ThreadHome): boolean {
  if ('contentId' in home) {
    return 'contentId' in place && home.contentId === place.contentId && home.language === place.language
  }
  if (!('projectId' in place) || home.projectId !== place.projectId) return false
  return place.itemId === null || place.itemId === home.itemId
}
