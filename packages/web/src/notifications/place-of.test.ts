import { addressOf, type Notification, notificationKinds } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { placeOf } from './place-of.ts'

const about: Pick<Notification, 'projectId' | 'itemId' | 'commentId' | 'contentId' | 'versionId'> = {
  projectId: 'a',
  itemId: null,
  commentId: null,
  contentId: null,
  versionId: null,
}

it.each(notificationKinds)('leads where links in mails lead: %s', (kind) => {
  const places = [
    { ...about, kind },
    { ...about, itemId: 'b', commentId: kind === 'comment.created' ? 'c' : null, kind },
    { ...about, projectId: null, contentId: 'd', versionId: 'e', kind },
    { ...about, projectId: null, contentId: 'd', versionId: 'e', commentId: 'c', kind },
  ]
  expect(places.map(placeOf)).toEqual(places.map(addressOf))
})
