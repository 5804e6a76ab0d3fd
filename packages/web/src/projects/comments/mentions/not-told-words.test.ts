import type { NotTold } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { letInAmong, notToldWords } from './not-told-words.ts'

const person = (id: string, why: NotTold['why'] = 'no_access'): NotTold => ({
  kind: 'person',
  id,
  why,
  count: 1,
})
const group = (id: string, count: number): NotTold => ({
  kind: 'group',
  id,
  why: count === 0 ? 'not_here' : 'no_access',
  count,
})
const say = (...notTold: NotTold[]) => notToldWords(notTold, ({ id }) => id, 'project').join(' ')

describe('what is said of mentions that tell nobody', () => {
  it.each([
    [[person('Bo')], 'Bo cannot see this project.'],
    [[person('Bo'), group('Legal', 2)], 'Bo and 2 people in Legal cannot see this project.'],
    [[person('Bo', 'not_here')], 'Bo is not here any more.'],
    [[person('Bo'), person('Eve', 'not_here')], 'Bo cannot see this project. Eve is not here any more.'],
    [[group('Empty', 0)], 'Nobody is in Empty.'],
    [['A', 'B', 'C', 'D', 'E'].map((id) => person(id)), 'A, B, C and 2 others cannot see this project.'],
  ])('%# names them', (notTold, words) => {
    expect(say(...notTold)).toBe(words)
  })
})

it('lets in whoever does not see it, where one private project keeps it and one may', () => {
  const check = { toldByGroups: 0, notTold: [person('Bo'), person('Eve', 'not_here')], keptTo: ['p'] }
  expect(letInAmong({ ...check, mayLetIn: true })).toEqual({ projectId: 'p', those: [person('Bo')] })
  expect(letInAmong({ ...check, mayLetIn: false })).toBeNull()
  expect(letInAmong({ ...check, keptTo: ['p', 'q'], mayLetIn: true })).toBeNull()
  expect(letInAmong({ ...check, notTold: [person('Eve', 'not_here')], mayLetIn: true })).toBeNull()
})
