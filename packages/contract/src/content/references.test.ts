import { describe, expect, it } from 'vitest'
import { contentOf } from './references.ts'

const id = '01890a5d-ac96-774b-bcce-b302099a8057'

describe('an address of content', () => {
  it.each([
    [`content:${id}`, { contentId: id, fragment: '' }],
    [`content:${id}#part-2`, { contentId: id, fragment: '#part-2' }],
    [`content:${id}?plain=1#x`, { contentId: id, fragment: '#x' }],
    [`CONTENT:${id.toUpperCase()}`, { contentId: id, fragment: '' }],
    ['content:', null],
    ['content:javascript:alert(1)', null],
    [`content:${id}/../../x`, null],
    [`xcontent:${id}`, null],
    ['javascript:alert(1)', null],
  ])('%s', (address, expected) => {
    expect(contentOf(address)).toEqual(expected)
  })
})
