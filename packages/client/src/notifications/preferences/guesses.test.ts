import {
  defaultMailSettings,
  defaultPreference,
  notificationTypes,
  type Preferences,
} from '@copydesk/contract'
import { expect, it } from 'vitest'
import { twice, who } from '../../../test/guesses.ts'
import { guessWanted } from './guesses.ts'

it('guesses that a channel of one type is switched, once', () => {
  const state: Preferences = {
    data: notificationTypes.map(defaultPreference),
    nextCursor: null,
    mail: defaultMailSettings,
    mailing: 'on',
  }
  const next = twice(guessWanted(who, 'releases', 'inbox', false), state)
  expect(next.data.filter(({ revision }) => revision > 1)).toEqual([
    { id: 'releases', revision: 2, channels: { inbox: false, email: true } },
  ])
  expect(guessWanted(who, 'releases', 'inbox', true)(state)).toBe(state)
})
