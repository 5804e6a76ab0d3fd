import { buildNotification, idOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import { referencesWithin, retitled } from './retitled.ts'

const item = (number: number, title: string, written = title) => {
  return { id: idOf(number), versionId: null, title, written }
}

describe('a notification by the titles of now', () => {
  const told = buildNotification({
    itemTitle: 'Prices',
    projectName: 'Spring',
    excerpt: 'See #Prices, #Prices 2, #Prices and # nothing',
    references: [
      { ...item(1, 'Prices'), versionId: idOf(9) },
      item(1, 'Prices'),
      item(2, 'Prices 2', 'Two'),
      item(1, 'Prices'),
    ],
  })
  const by = (titles: Record<string, string | null>, projectName?: string) =>
    retitled(told, {
      titleOf: (id, versionId) => titles[versionId ?? id],
      projectName,
    })

  it('says each of them where it stands, whatever the others are called', () => {
    expect(by({ [idOf(1)]: 'Prices 2', [idOf(2)]: 'Prices', [idOf(9)]: 'Priser' }, 'Summer')).toMatchObject({
      itemTitle: 'Priser',
      projectName: 'Summer',
      excerpt: 'See #Prices 2, #Prices, #Prices 2 and # nothing',
    })
  })

  it('stays the same one where nothing is called otherwise, or nothing is known', () => {
    expect(by({})).toBe(told)
    expect(by({ [idOf(1)]: 'Prices', [idOf(9)]: 'Prices' }, 'Spring')).toBe(told)
  })

  it('says what was written where its reader sees no such item any more', () => {
    expect(by({ [idOf(2)]: null, [idOf(9)]: null })).toMatchObject({
      itemTitle: 'Prices',
      excerpt: 'See #Prices, #Two, #Prices and # nothing',
    })
  })

  it('has a project only where it had one', () => {
    const alone = buildNotification({ projectName: null, references: undefined })
    expect(retitled(alone, { titleOf: () => null, projectName: 'Any' })).toBe(alone)
  })

  it('finds those of an excerpt that it says in full', () => {
    const references = [item(1, 'One'), item(2, 'Two'), item(3, 'Three')]
    expect(referencesWithin('#Two, then #One, then #Thr…', references)).toEqual([references[0]])
    expect(referencesWithin('#One #Two #Thr…', references)).toEqual(references.slice(0, 2))
  })
})
