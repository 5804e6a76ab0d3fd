import { describe, expect, it } from 'vitest'
import { findReferences } from './find-references.ts'

const a = '01890a5d-ac96-774b-bcce-b302099a8057'
const b = '01890a5d-ac96-774b-bcce-b302099a8058'
const link = (contentId: string) => ({ contentId, kind: 'link' as const })
const embed = (contentId: string) => ({ contentId, kind: 'embed' as const })

describe('the references of a text', () => {
  it.each([
    ['a link', `See [this](content:${a}).`, [link(a)]],
    ['a link to a part', `[this](content:${a}#part "Title")`, [link(a)]],
    ['a link in angle brackets', `[this](<content:${a}>)`, [link(a)]],
    ['upper case', `[this](CONTENT:${a.toUpperCase()})`, [link(a)]],
    ['an address alone', `<content:${a}>`, [link(a)]],
    ['a link by label', `[this][x] and [X]\n\n[x]: content:${a}`, [link(a)]],
    ['the first of two definitions', `[x]\n\n[x]: content:${a}\n[x]: content:${b}`, [link(a)]],
    ['entities and escapes', `[x](content&#58;${a}) [y](content\\:${b})`, [link(a), link(b)]],
    ['an embed', `![](content:${a})`, [embed(a)]],
    ['an embed by label', `![Words][x]\n\n[x]: content:${a}`, [embed(a)]],
    ['an embed in a link', `[![](content:${a})](content:${b})`, [link(b), embed(a)]],
    ['an embed in a list in a quote', `> - ![](content:${a})`, [embed(a)]],
    ['both of one item', `[x](content:${a}) ![](content:${a}) [x](content:${a})`, [embed(a)]],
    ['a definition that nobody uses', `[x]: content:${a}`, []],
    ['code', `\`![](content:${a})\`\n\n    ![](content:${a})\n\n~~~\n[x](content:${a})\n~~~`, []],
    ['an escaped bracket', `!\\[x](content:${a})`, []],
    ['an escaped mark', `\\![x](content:${a})`, [link(a)]],
    ['HTML', `<a href="content:${a}">x</a>`, []],
    ['plain words', `content:${a}`, []],
    ['what is no id', '[x](content:about) ![](content:)', []],
  ])('%s', (_, text, expected) => {
    expect(findReferences(text)).toEqual(expected)
  })

  it.each([
    ['very long', 'Words and words.\n\n'.repeat(20_000)],
    ['made of unclosed links', `${'[a]('.repeat(900)}\n\n`.repeat(50)],
  ])('are found in a text that is %s', (_, text) => {
    expect(findReferences(`${text}![x](content:${a})`)).toEqual([embed(a)])
  })

  it('are found in a text that nobody could parse', () => {
    const text = `${'*_'.repeat(3_000)} ![x](content:${a}) [y](content:${b})`
    expect(findReferences(text)).toEqual([embed(a), link(b)])
  })
})
