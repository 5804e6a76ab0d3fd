import { type Subscriptions, subscriptionKey } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { idOf } from '../../../test/builders.ts'
import { twice, who } from '../../../test/guesses.ts'
import { guessLevel } from './guesses.ts'

const key = subscriptionKey('project', idOf(1))
const none: Subscriptions = { data: [], nextCursor: null }

it('guesses what is watched, muted and left as it was', () => {
  const muted = twice(guessLevel(who, key, 'muted'), none)
  expect(muted.data).toEqual([{ id: key, revision: 1, level: 'muted', changedAt: who.at }])
  expect(twice(guessLevel(who, key, 'watching'), muted).data).toMatchObject([
    { level: 'watching', revision: 2 },
  ])
  expect(twice(guessLevel(who, key, 'default'), muted).data).toEqual([])
  expect(guessLevel(who, key, 'default')(none)).toBe(none)
})
