import { idOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import { placeOfAddress } from './place-of-address.ts'

const [one, two] = [idOf(1), idOf(2)]

describe('an address of this desk', () => {
  it.each(['', '/copydesk'])('names its place below %j', (basePath) => {
    const place = (path: string) =>
      placeOfAddress(`https://desk.example${basePath}${path}`, { origin: 'https://desk.example', basePath })
    expect(place(`/content/${one}`)).toEqual({ contentId: one, isWithin: false })
    expect(place(`/content/${one}?version=${two}`)).toEqual({ contentId: one, isWithin: false })
    expect(place(`/content/${one}?language=en&comment=${two}`)).toEqual({ contentId: one, isWithin: true })
    expect(place(`/projects/${one}`)).toEqual({ projectId: one, itemId: null, isWithin: false })
    expect(place(`/projects/${one}?item=${two}`)).toEqual({ projectId: one, itemId: two, isWithin: false })
    expect(place(`/projects/${one}?comment=${two}`)).toEqual({ projectId: one, itemId: null, isWithin: true })
    expect(place(`/content/${one.toUpperCase()}/`)).toEqual({ contentId: one, isWithin: false })
    for (const other of ['/content', '/inbox', `/content/${one}/x`, '/projects/x', `/contents/${one}`]) {
      expect(place(other)).toBeNull()
    }
  })

  it.each([
    `https://other.example/content/${one}`,
    `http://desk.example/content/${one}`,
    `https://desk.example:8443/content/${one}`,
    `https://desk.example/content/${one}`,
    `https://desk.example/copydesk2/content/${one}`,
    `https://desk.example@other.example/copydesk/content/${one}`,
    `content:${one}`,
    'https://',
  ])('is not %s', (address) => {
    expect(placeOfAddress(address, { origin: 'https://desk.example', basePath: '/copydesk' })).toBeNull()
  })
})
