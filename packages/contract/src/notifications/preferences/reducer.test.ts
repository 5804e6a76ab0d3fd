import { eventBase } from '@copydesk/testkit/entities'
import { expect, it } from 'vitest'
import { notificationKinds, notificationReasons } from '../entity.ts'
import {
  defaultMailSettings,
  defaultPreference,
  notificationTypes,
  type Preferences,
  typeOf,
} from './entity.ts'
import { applyPreferences } from './reducer.ts'

it('keeps the newest of each type', () => {
  const state: Preferences = {
    data: notificationTypes.map(defaultPreference),
    nextCursor: null,
    mail: defaultMailSettings,
    mailing: 'on',
  }
  const preference = { id: 'releases', revision: 2, channels: { inbox: false, email: true } } as const
  const changed = { ...eventBase('preference.changed'), preference }
  const next = applyPreferences(state, changed)
  expect(next.data.filter(({ channels }) => !channels.inbox)).toEqual([preference])
  expect(applyPreferences(next, changed)).toBe(next)
})

it('has notifications of each type', () => {
  const types = notificationKinds.flatMap((kind) => notificationReasons.map((reason) => typeOf(kind, reason)))
  expect(new Set(types)).toEqual(new Set(notificationTypes))
})
