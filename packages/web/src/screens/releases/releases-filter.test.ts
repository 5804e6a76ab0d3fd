import { describe, expect, it } from 'vitest'
import { allReleases, filterOfChoice, queryOfChoice, releasesChoiceFrom } from './releases-filter.ts'

const id = '01890a5d-ac96-774b-bcce-b302099a8057'
const read = (text: string) => releasesChoiceFrom(new URLSearchParams(text))

describe('the filter of releases', () => {
  it('is what the address says, and is written back into it', () => {
    const choice = { by: id, project: null, from: '2026-02-28', to: '2026-03-01' }
    const query = queryOfChoice(choice, new URLSearchParams('project=old&other=stays'))
    expect(query.toString()).toBe(`other=stays&by=${id}&from=2026-02-28&to=2026-03-01`)
    expect(releasesChoiceFrom(query)).toEqual(choice)
  })

  it.each([
    'by=me&project=%00&from=yesterday&to=2026-3-1',
    'from=2026-02-30&to=0002-01-01',
    'from=&to=&by=&project=',
    'from=99999-01-01&to=2026-13-01',
  ])('narrows nothing by what makes no sense: %s', (text) => {
    expect(read(text)).toEqual(allReleases)
  })

  it('holds both of its days whole, in the time of the browser', () => {
    const { from, until } = filterOfChoice({ ...allReleases, from: '2026-03-29', to: '2026-03-29' })
    expect(from).toBe(new Date(2026, 2, 29).toISOString())
    expect(until).toBe(new Date(2026, 2, 30).toISOString())
  })
})
